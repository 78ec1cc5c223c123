#include "media/input_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "media/sample_table_check.h"

namespace vp::media {
namespace {

// Playlists, manifests and scripts lead to other files or the network; the text-mode formats turn any text
// into pictures of letters.
constexpr std::array<std::string_view, 22> kRefusedFormats{"concat",
                                                           "concatf",
                                                           "hls",
                                                           "applehttp",
                                                           "dash",
                                                           "sdp",
                                                           "rtsp",
                                                           "rtp",
                                                           "sap",
                                                           "imf",
                                                           "webm_dash_manifest",
                                                           "ism",
                                                           "avisynth",
                                                           "lavfi",
                                                           "vapoursynth",
                                                           "tty",
                                                           "bin",
                                                           "xbin",
                                                           "adf",
                                                           "idf",
                                                           "live_flv",
                                                           "ffmetadata"};

bool is_refused(const AVInputFormat& format) {
  if (format.flags & AVFMT_NOFILE) return true;
  // `name` lists aliases: "hls,applehttp".
  std::string_view names = format.name;
  while (!names.empty()) {
    const std::size_t comma = names.find(',');
    const std::string_view name = names.substr(0, comma);
    if (std::find(kRefusedFormats.begin(), kRefusedFormats.end(), name) != kRefusedFormats.end()) return true;
    names = comma == std::string_view::npos ? std::string_view() : names.substr(comma + 1);
  }
  return false;
}

/// A harmless name with the file's extension. Some formats are recognised by it; the name itself could be
/// taken for a pattern ("%d") or a protocol.
std::string probe_name(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  const bool plain =
      extension.size() <= 8 && std::all_of(extension.begin() + (extension.empty() ? 0 : 1), extension.end(),
                                           [](unsigned char c) { return std::isalnum(c) != 0; });
  return plain ? "media" + extension : "media";
}

bool is_mp4(const AVInputFormat& format) {
  return std::string_view(format.name).find("mp4") != std::string_view::npos;
}

/// The brand of a HEIF or AVIF picture, which looks like an MP4 file without a film; empty for other files.
std::string heif_brand(const std::filesystem::path& file) {
  std::array<char, 12> head{};
  std::ifstream(file, std::ios::binary).read(head.data(), head.size());
  if (std::string_view(head.data() + 4, 4) != "ftyp") return {};
  const std::string brand(head.data() + 8, 4);
  for (const char* known : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"})
    if (brand == known) return brand;
  return {};
}

int stop_requested(void* token) {
  return static_cast<std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

int refuse_other_files(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EPERM);
}

}  // namespace

InputFile::InputFile(std::filesystem::path file, const std::stop_token& stop)
    : path_(std::move(file)), stop_(stop) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path_, error);
  if (status.type() == std::filesystem::file_type::not_found)
    fail(base::message("\"%1\" does not exist; check the name.", path_.string()));
  if (error) fail(base::message("\"%1\" cannot be reached: %2.", path_.string(), error.message()));
  if (std::filesystem::is_directory(status))
    fail(base::message("\"%1\" is a folder; give a video file.", path_.string()));
  if (!std::filesystem::is_regular_file(status))
    fail(base::message("\"%1\" is not a regular file; give a video file.", path_.string()));
  const std::uintmax_t bytes = std::filesystem::file_size(path_, error);
  if (error) fail(base::message("\"%1\" cannot be reached: %2.", path_.string(), error.message()));
  if (bytes == 0) fail(base::message("\"%1\" is empty (0 bytes); give a video file.", path_.string()));
  size_ = static_cast<std::int64_t>(bytes);
  open();
}

std::string InputFile::name() const {
  return "\"" + path_.string() + "\"";
}

void InputFile::fail(const base::Message& message) const {
  base::throw_if_stopped(stop_);
  throw base::Error(base::ErrorCode::Video, message);
}

void InputFile::open() {
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  format_.reset();
  io_.reset();

  const AVIOInterruptCB interrupt{stop_requested, &stop_};
  AVIOContext* io = nullptr;
  int result = avio_open2(&io, ("file:" + path_.string()).c_str(), AVIO_FLAG_READ, &interrupt, nullptr);
  io_.reset(io);
  if (result == AVERROR(EACCES))
    fail(base::message("\"%1\" cannot be read: permission denied.", path_.string()));
  if (result < 0)
    fail(base::message("\"%1\" cannot be read: %2.", path_.string(), ffmpeg::error_text(result)));

  const std::string probe = probe_name(path_);
  const AVInputFormat* input_format = nullptr;
  result = av_probe_input_buffer2(io_.get(), &input_format, probe.c_str(), nullptr, 0, 0);
  if (result < 0 || input_format == nullptr)
    fail(base::message("\"%1\" is not a video: no known format was recognised in it.", path_.string()));
  if (is_refused(*input_format)) {
    fail(base::message("\"%1\" is not a video but \"%2\"; give the video file itself.", path_.string(),
                       input_format->name));
  }

  if (is_mp4(*input_format) && !is_checked_) {
    const TableClaims claims = check_tables(*io_, size_);
    if (claims.overfull) fail(base::message("\"%1\" %2; it is damaged.", path_.string(), *claims.overfull));
    has_damaged_tables_ = claims.has_impossible_sizes;
    is_checked_ = true;
  }

  AVFormatContext* format = ffmpeg::require(avformat_alloc_context());
  format->pb = io_.get();
  format->interrupt_callback = interrupt;
  format->io_open = refuse_other_files;
  AVDictionary* options = nullptr;
  av_dict_set(&options, "protocol_whitelist", "file", 0);
  result = avformat_open_input(&format, probe.c_str(), input_format, &options);
  av_dict_free(&options);
  format_.reset(format);  // null after a failure
  const std::string kind = input_format->name;
  if (const std::string brand = result < 0 ? heif_brand(path_) : std::string(); !brand.empty()) {
    fail(
        base::message("\"%1\" is a HEIF picture (\"%2\"), which the installed FFmpeg cannot read; convert it "
                      "to another format first.",
                      path_.string(), brand));
  }
  if (result < 0) {
    fail(base::message("\"%1\" cannot be opened (%2: %3); it may be cut off or damaged.", path_.string(),
                       kind, ffmpeg::error_text(result)));
  }
  result = avformat_find_stream_info(format_.get(), nullptr);
  base::throw_if_stopped(stop_);
  if (result < 0)
    fail(base::message("\"%1\" holds no readable streams (%2: %3).", path_.string(), kind,
                       ffmpeg::error_text(result)));
  if (selected_ >= 0) select_stream(selected_);
}

void InputFile::select_stream(int index) {
  if (index >= static_cast<int>(format_->nb_streams))
    fail(base::message("\"%1\" changed while it was read; open it again.", path_.string()));
  selected_ = index;
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    format_->streams[i]->discard = static_cast<int>(i) == index ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
}

void InputFile::reopen() {
  open();
}

std::int64_t InputFile::position() const {
  return std::clamp<std::int64_t>(avio_tell(io_.get()), 0, size_);
}

}  // namespace vp::media

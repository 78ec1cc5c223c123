#include "net/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "base/error.h"

namespace vp::net {
namespace {

constexpr const char* kThisMachine = "localhost,127.0.0.1,::1";

struct Transfer {
  const HttpRequest* request;
  const std::stop_token* stop;
  HttpReply reply;
  bool too_long = false;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (transfer.reply.body.size() + bytes > transfer.request->most_bytes) {
    transfer.too_long = true;
    return 0;
  }
  transfer.reply.body.append(data, bytes);
  return bytes;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(user)->stop->stop_requested() ? 1 : 0;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

HeaderList header_list(const HttpRequest& request) {
  HeaderList list(curl_slist_append(nullptr, "Content-Type: application/json"));
  for (const std::string& header : request.headers) {
    curl_slist* longer = curl_slist_append(list.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    list.release();
    list.reset(longer);
  }
  return list;
}

/// The part between "//" and the path; empty where the address is none.
std::string authority_of(const std::string& url) {
  const std::string lower = base::lower_case(url);
  const std::size_t begin = lower.starts_with("https://")  ? 8
                            : lower.starts_with("http://") ? 7
                                                           : std::string::npos;
  if (begin == std::string::npos) return {};
  return lower.substr(begin, lower.find_first_of("/?#", begin) - begin);
}

}  // namespace

struct HttpClient::Impl {
  CURL* handle = nullptr;
  ~Impl() { curl_easy_cleanup(handle); }
};

HttpClient::HttpClient() : impl_(std::make_unique<Impl>()) {
  // Once a process; further calls count only.
  if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) impl_->handle = curl_easy_init();
  if (impl_->handle == nullptr)
    throw base::Error(base::ErrorCode::Device,
                      base::untranslated("libcurl, which asks over the network, cannot be used."));
}

HttpClient::~HttpClient() = default;

HttpReply HttpClient::post(const HttpRequest& request, const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  Transfer transfer{&request, &stop, {}, false};
  const HeaderList headers = header_list(request);
  CURL* handle = impl_->handle;
  curl_easy_reset(handle);  // keeps the connections
  char why[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, why);
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  // What may go unencrypted because it stays on this machine must not go to a proxy of another.
  if (!is_readable_on_the_way(request.url)) curl_easy_setopt(handle, CURLOPT_NOPROXY, kThisMachine);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min<std::int64_t>(request.timeout.count(), 20000)));
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  const CURLcode code = curl_easy_perform(handle);
  base::throw_if_stopped(stop);
  if (transfer.too_long)
    throw NoReply("its reply is longer than " + std::to_string(request.most_bytes >> 10) + " KiB");
  if (code != CURLE_OK) throw NoReply(why[0] != '\0' ? why : curl_easy_strerror(code));
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &transfer.reply.status);
  curl_off_t wait_s = 0;
  if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait_s) == CURLE_OK && wait_s > 0)
    transfer.reply.retry_after_s = static_cast<double>(wait_s);
  return std::move(transfer.reply);
}

bool is_plain_http_url(const std::string& url) {
  const std::string authority = authority_of(url);
  const bool has_control =
      std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  return !authority.empty() && authority.find('@') == std::string::npos && !has_control;
}

bool is_readable_on_the_way(const std::string& url) {
  if (base::lower_case(url).starts_with("https://")) return false;
  std::string host = authority_of(url);
  if (host.starts_with("[")) return host.substr(0, host.find(']') + 1) != "[::1]";
  host.resize(std::min(host.find(':'), host.size()));
  return host != "localhost" && host != "127.0.0.1";
}

}  // namespace vp::net

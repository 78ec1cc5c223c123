#include "net/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

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

struct Fetching {
  const std::stop_token* stop;
  const HttpClient::OnBody* on_body;
  HttpHead head;
  std::exception_ptr thrown;
  bool enough = false;
};

std::size_t on_fetched_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& fetching = *static_cast<Fetching*>(user);
  std::string_view line(data, size * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {
    fetching.head.headers.clear();  // of a reply before this one, such as "100 Continue"
    const std::size_t space = line.find(' ');
    fetching.head.status = 0;
    for (std::size_t i = space + 1; space != line.npos && i < line.size() && i < space + 4; ++i)
      if (line[i] >= '0' && line[i] <= '9')
        fetching.head.status = fetching.head.status * 10 + (line[i] - '0');
  } else if (const std::size_t colon = line.find(':'); colon != line.npos) {
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    fetching.head.headers[base::lower_case(std::string(line.substr(0, colon)))] = std::string(value);
  }
  return size * count;
}

std::size_t on_fetched_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& fetching = *static_cast<Fetching*>(user);
  try {
    if ((*fetching.on_body)(fetching.head, std::as_bytes(std::span(data, size * count)))) return size * count;
    fetching.enough = true;
  } catch (...) {
    fetching.thrown = std::current_exception();
  }
  return 0;
}

int on_fetch_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Fetching*>(user)->stop->stop_requested() ? 1 : 0;
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

const std::string& HttpHead::header(const std::string& name) const {
  static const std::string kNone;
  const auto found = headers.find(name);
  return found == headers.end() ? kNone : found->second;
}

HttpHead HttpClient::fetch(const HttpFetch& fetch, const OnBody& on_body, const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  Fetching fetching{&stop, &on_body, {}, {}, false};
  HeaderList headers;
  for (const std::string& header : fetch.headers) {
    curl_slist* longer = curl_slist_append(headers.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    headers.release();
    headers.reset(longer);
  }
  CURL* handle = impl_->handle;
  curl_easy_reset(handle);  // keeps the connections
  char why[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, why);
  curl_easy_setopt(handle, CURLOPT_URL, fetch.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  if (!is_readable_on_the_way(fetch.url)) curl_easy_setopt(handle, CURLOPT_NOPROXY, kThisMachine);
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "identity");
  if (fetch.head_only) curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  if (fetch.from > 0) curl_easy_setopt(handle, CURLOPT_RANGE, (std::to_string(fetch.from) + "-").c_str());
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(fetch.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1024L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(fetch.most_silence.count()));
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_fetched_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &fetching);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_fetched_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &fetching);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_fetch_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &fetching);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  const CURLcode code = curl_easy_perform(handle);
  if (fetching.thrown) std::rethrow_exception(fetching.thrown);
  base::throw_if_stopped(stop);
  if (code != CURLE_OK && !fetching.enough) throw NoReply(why[0] != '\0' ? why : curl_easy_strerror(code));
  curl_off_t wait_s = 0;
  if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait_s) == CURLE_OK && wait_s > 0)
    fetching.head.retry_after_s = static_cast<double>(wait_s);
  return std::move(fetching.head);
}

std::string origin_of(const std::string& url) {
  if (!is_plain_http_url(url)) return {};
  const bool encrypted = base::lower_case(url).starts_with("https://");
  std::string authority = authority_of(url);
  const std::string own_port = encrypted ? ":443" : ":80";
  if (authority.ends_with(own_port)) authority.resize(authority.size() - own_port.size());
  return (encrypted ? "https://" : "http://") + authority;
}

std::string resolved(const std::string& url, const std::string& location) {
  if (is_plain_http_url(location)) return location;
  if (location.starts_with("//") || location.find("://") < location.find_first_of("/?#")) return {};
  std::string result;
  if (CURLU* const parts = curl_url(); parts != nullptr) {
    char* whole = nullptr;
    if (curl_url_set(parts, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
        curl_url_set(parts, CURLUPART_URL, location.c_str(), 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_URL, &whole, 0) == CURLUE_OK)
      result = whole;
    curl_free(whole);
    curl_url_cleanup(parts);
  }
  return is_plain_http_url(result) ? result : std::string();
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

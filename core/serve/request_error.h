#pragma once

#include <optional>
#include <stdexcept>
#include <string>

namespace vp::serve {

/// Why a request gets no answer, as the reply's status and error object say it.
struct RequestFault {
  int status = 400;
  std::string message;  ///< one sentence: found, expected, what to do
  std::string type = "invalid_request_error";
  std::string param{};  ///< the path of what is wrong in the request: "messages[0].content"; empty: none
  std::string code{};   ///< for programs; empty: none
  std::optional<int> retry_after_s{};  ///< after which it may be tried again
};

class RequestError : public std::runtime_error {
 public:
  explicit RequestError(RequestFault fault) : std::runtime_error(fault.message), fault_(std::move(fault)) {}
  const RequestFault& fault() const { return fault_; }

 private:
  RequestFault fault_;
};

/// A request of which the part at `param` is wrong.
[[noreturn]] inline void refuse_request(std::string message, std::string param = {}, std::string code = {}) {
  throw RequestError({400, std::move(message), "invalid_request_error", std::move(param), std::move(code)});
}

}  // namespace vp::serve

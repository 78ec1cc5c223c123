#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vp::serve {

/// Makes one film of pictures that were sent as files of their own, every pixel as it is, one a second.
/// `scratch`: a name in a private folder for each of them in turn. Throws base::Error(Video), naming the
/// picture, for one that cannot be read or is of another size than the first; Error(Output), Error(Stopped).
void write_picture_film(const std::filesystem::path& film, const std::vector<std::string>& pictures,
                        const std::filesystem::path& scratch, const std::stop_token& stop = {});

/// Writes bytes into a new file that nobody but this user can read. Throws base::Error(Output).
void write_private_file(const std::filesystem::path& file, const std::string& bytes);

}  // namespace vp::serve

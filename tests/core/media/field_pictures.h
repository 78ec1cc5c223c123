#pragma once

#include <vector>

namespace vp::test {

/// An H.264 stream (Annex B) of 128x96 pixels whose pictures are two fields each, one after the other, as
/// broadcasts have them and no encoder at hand makes them. Each carries its number (see painted_number).
/// Every `key_every`-th can be decoded by itself.
std::vector<char> field_pictures(int frames, int key_every);

}  // namespace vp::test

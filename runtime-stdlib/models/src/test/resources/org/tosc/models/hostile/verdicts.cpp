// Reads inputs, each behind its length in 4 bytes, and prints for each whether GGML's reader accepts
// it: 1 or 0. See README.md.
#include "gguf.h"

#include <cstdint>
#include <cstdio>
#include <vector>

static void quiet(ggml_log_level, const char *, void *) {}

int main() {
  ggml_log_set(quiet, nullptr);
  uint32_t size;
  std::vector<char> bytes;
  while (fread(&size, 4, 1, stdin) == 1) {
    bytes.resize(size + 1);
    if (fread(bytes.data(), 1, size, stdin) != size) return 1;
    gguf_init_params headerOnly{true, nullptr};
    gguf_context *file = gguf_init_from_buffer(bytes.data(), size, headerOnly);
    putchar(file ? '1' : '0');
    if (file) gguf_free(file);
  }
}

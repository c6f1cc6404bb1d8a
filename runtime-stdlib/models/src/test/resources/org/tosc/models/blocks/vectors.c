// Writes the vectors of this folder with GGML's own reference functions. See README.md.
#include "ggml-quants.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// declared in ggml.h; defined in ggml.c, which is linked
void ggml_fp32_to_fp16_row(const float *, ggml_fp16_t *, int64_t);
void ggml_fp16_to_fp32_row(const ggml_fp16_t *, float *, int64_t);
void ggml_fp32_to_bf16_row_ref(const float *, ggml_bf16_t *, int64_t);
void ggml_bf16_to_fp32_row(const ggml_bf16_t *, float *, int64_t);

typedef void (*decoder)(const void *, float *, int64_t);
typedef void (*encoder)(const float *, void *, int64_t);

typedef struct {
  const char *name;
  int block, bytes;
  int halves[2]; // where the scales of binary16 stand in a block, -1 for none
  decoder decode;
  encoder encode;
} format;

#define D(f) ((decoder) f)
#define E(f) ((encoder) f)
static const format FORMATS[] = {
  {"f16", 1, 2, {-1, -1}, D(ggml_fp16_to_fp32_row), E(ggml_fp32_to_fp16_row)},
  {"bf16", 1, 2, {-1, -1}, D(ggml_bf16_to_fp32_row), E(ggml_fp32_to_bf16_row_ref)},
  {"q4_0", 32, 18, {0, -1}, D(dequantize_row_q4_0), E(quantize_row_q4_0_ref)},
  {"q4_1", 32, 20, {0, 2}, D(dequantize_row_q4_1), NULL},
  {"q5_0", 32, 22, {0, -1}, D(dequantize_row_q5_0), NULL},
  {"q5_1", 32, 24, {0, 2}, D(dequantize_row_q5_1), NULL},
  {"q8_0", 32, 34, {0, -1}, D(dequantize_row_q8_0), E(quantize_row_q8_0_ref)},
  {"q2_k", 256, 84, {80, 82}, D(dequantize_row_q2_K), NULL},
  {"q3_k", 256, 110, {108, -1}, D(dequantize_row_q3_K), NULL},
  {"q4_k", 256, 144, {0, 2}, D(dequantize_row_q4_K), E(quantize_row_q4_K_ref)},
  {"q5_k", 256, 176, {0, 2}, D(dequantize_row_q5_K), NULL},
  {"q6_k", 256, 210, {208, -1}, D(dequantize_row_q6_K), E(quantize_row_q6_K_ref)},
};

// splitmix64 (Steele, Lea, Flood 2014)
static uint64_t state;
static uint64_t next(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// Random bytes, whose scales are finite.
static void blocks(const format *f, uint8_t *out, int count) {
  for (int i = 0; i < count * f->bytes; i++) out[i] = (uint8_t) (next() >> 56);
  for (int i = 0; i < count; i++)
    for (int h = 0; h < 2; h++)
      if (f->halves[h] >= 0) {
        uint8_t *high = out + i * f->bytes + f->halves[h] + 1;
        if ((*high & 0x7C) == 0x7C) *high ^= 0x40;
      }
  if (f->block == 1) // numbers of 16 bits: all are finite
    for (int i = 0; i < count; i++)
      if ((out[2 * i + 1] & 0x7C) == 0x7C) out[2 * i + 1] ^= 0x40;
}

// Eight kinds of 256 numbers. All arithmetic is exact, so that any language makes the same ones.
static void numbers(float *out, int row) {
  int kind = row % 8;
  int exponent = (int) (next() % 24) - 16; // the row's own scale
  for (int i = 0; i < 256; i++) {
    uint64_t r = next();
    int64_t sum = 0; // of four uniform numbers: nearly normal
    for (int k = 0; k < 4; k++) sum += (int64_t) (r >> (16 * k) & 0xFFFF) - 32768;
    float x = (float) sum / 65536.0f;
    if (kind == 1) x = x < 0 ? -x : x;                  // positive
    if (kind == 2) x = (float) ((r & 0xFF) + 1) / 16;   // far from zero
    if (kind == 3 && r % 64 == 0) x *= 64;              // outliers
    if (kind == 4 && i / 32 % 2 == 0) x = 0;            // groups of zeros
    if (kind == 5) x = i / 16 % 2 == 0 ? 1 : x / 1024;  // constant and small groups
    if (kind == 6) x = (float) (r % 15) - 7;            // few values, many ties
    if (kind == 7 && row % 64 == 7) x = 0;              // nothing at all
    uint32_t bits;
    float scale;
    bits = (uint32_t) (127 + exponent) << 23;
    memcpy(&scale, &bits, 4);
    out[i] = x * scale;
  }
}

static uint64_t hash; // FNV-1a, 64 bits
static void hashed(const void *data, size_t n) {
  const uint8_t *bytes = data;
  for (size_t i = 0; i < n; i++) hash = (hash ^ bytes[i]) * 0x100000001B3u;
}

static void save(const char *folder, const char *name, const char *ending, const void *data, size_t n) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s.%s", folder, name, ending);
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(data, 1, n, f) != n || fclose(f)) exit(1);
}

int main(int argc, char **argv) {
  const char *folder = argv[1];
  enum { ROWS = 8, MANY = 1 << 14 };
  float *in = malloc(256 * 4), *out = malloc(512 * 4);
  uint8_t *bytes = malloc(4096);
  for (size_t k = 0; k < sizeof FORMATS / sizeof *FORMATS; k++) {
    const format *f = &FORMATS[k];
    int count = 512 / f->block;
    state = 1;
    blocks(f, bytes, count);
    f->decode(bytes, out, 512);
    save(folder, f->name, "blocks", bytes, (size_t) count * f->bytes);
    save(folder, f->name, "floats", out, 512 * 4);

    state = 2;
    hash = 0xCBF29CE484222325u;
    for (int i = 0; i < MANY; i++) {
      blocks(f, bytes, 256 / f->block);
      f->decode(bytes, out, 256);
      hashed(out, 256 * 4);
    }
    printf("decode %s %d %016llx\n", f->name, MANY, (unsigned long long) hash);
    if (!f->encode) continue;

    uint8_t *all = malloc((size_t) ROWS * 256 / f->block * f->bytes), *at = all;
    state = 3;
    for (int i = 0; i < ROWS; i++) {
      numbers(in, i);
      f->encode(in, at, 256);
      at += 256 / f->block * f->bytes;
    }
    save(folder, f->name, "encoded", all, (size_t) (at - all));
    state = 4;
    hash = 0xCBF29CE484222325u;
    for (int i = 0; i < MANY; i++) {
      numbers(in, i);
      f->encode(in, bytes, 256);
      hashed(bytes, (size_t) (256 / f->block * f->bytes));
    }
    printf("encode %s %d %016llx\n", f->name, MANY, (unsigned long long) hash);
  }
  state = 3;
  float *rows = malloc(ROWS * 256 * 4);
  for (int i = 0; i < ROWS; i++) numbers(rows + 256 * i, i);
  save(folder, "rows", "floats", rows, ROWS * 256 * 4);
  return 0;
}

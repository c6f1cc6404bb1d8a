// Small functions of many kinds: compiled, they are code to read and to execute. Each of those that
// begin with f_ takes two arrays of 64 longs and a number, and gives a number.
#include <stdint.h>
#include <string.h>
#define F(name) int64_t f_##name(int64_t *restrict a, int64_t *restrict b, int64_t n)
// What gcc calls by itself; there is no library.
__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memmove(void *to, const void *from, size_t n) {
  char *t = to; const char *f = from;
  if (t < f) for (size_t i = 0; i < n; i++) t[i] = f[i];
  else for (size_t i = n; i > 0; i--) t[i - 1] = f[i - 1];
  return to;
}
__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memcpy(void *restrict to, const void *restrict from, size_t n) {
  char *t = to; const char *f = from;
  for (size_t i = 0; i < n; i++) t[i] = f[i];
  return to;
}
__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memset(void *to, int c, size_t n) {
  char *t = to;
  for (size_t i = 0; i < n; i++) t[i] = c;
  return to;
}
int __popcountdi2(int64_t x) { int n = 0; for (; x; x &= x - 1) n++; return n; }
#define NOINLINE __attribute__((noinline))

F(sum) { int64_t s = 0; for (int i = 0; i < 64; i++) s += a[i]; return s + n; }
F(dot) { int64_t s = 0; for (int i = 0; i < 64; i++) s += a[i] * b[i]; return s; }
F(dot32) { int32_t *x = (int32_t *)a, *y = (int32_t *)b, s = 0; for (int i = 0; i < 128; i++) s += x[i] * y[i]; return s; }
F(dot16) { int16_t *x = (int16_t *)a, *y = (int16_t *)b; int32_t s = 0; for (int i = 0; i < 256; i++) s += x[i] * y[i]; return s; }
F(dot8) { int8_t *x = (int8_t *)a; uint8_t *y = (uint8_t *)b; int32_t s = 0; for (int i = 0; i < 512; i++) s += x[i] * y[i]; return s; }
F(min) { int64_t m = a[0]; for (int i = 1; i < 64; i++) if (a[i] < m) m = a[i]; return m; }
F(max8) { uint8_t *x = (uint8_t *)a, m = 0; for (int i = 0; i < 512; i++) if (x[i] > m) m = x[i]; return m; }
F(count) { int64_t c = 0; for (int i = 0; i < 64; i++) c += a[i] > b[i]; return c; }
F(mix) { for (int i = 0; i < 64; i++) b[i] = (a[i] << 7) ^ (a[i] >> 9) ^ ((uint64_t)a[i] >> 3); return b[n & 63]; }
F(rotate) { uint64_t x = n; for (int i = 0; i < 64; i++) x = ((x << (i & 63)) | (x >> (-i & 63))) + a[i]; return x; }
F(divide) { int64_t s = 0; for (int i = 0; i < 64; i++) { int64_t d = b[i] | 1; if (d != -1) s += a[i] / d + a[i] % d; } return s; }
F(divide32) { int32_t s = 0; for (int i = 0; i < 64; i++) { uint32_t d = b[i] | 1; s += (uint32_t)a[i] / d + (uint32_t)a[i] % d; } return s; }
F(by_constant) { int64_t s = 0; for (int i = 0; i < 64; i++) s += a[i] / 10 + a[i] % 7 + (uint64_t)a[i] / 1000; return s; }
F(high) { uint64_t s = 0; for (int i = 0; i < 64; i++) s ^= (unsigned __int128)(uint64_t)a[i] * (uint64_t)b[i] >> 64; return s; }
F(wide) { __int128 s = 0; for (int i = 0; i < 64; i++) s += (__int128)a[i] * b[i]; return (int64_t)(s >> 40); }
F(bits) { int64_t s = 0; for (int i = 0; i < 64; i++) s += __builtin_popcountll(a[i]) + (a[i] ? __builtin_ctzll(a[i]) + __builtin_clzll(a[i]) : 7); return s; }
F(swap) { uint64_t s = 0; for (int i = 0; i < 64; i++) s += __builtin_bswap64(a[i]) ^ __builtin_bswap32(b[i]); return s; }
F(reverse) { for (int i = 0; i < 32; i++) { int64_t t = a[i]; a[i] = a[63 - i]; a[63 - i] = t; } return a[n & 63]; }
F(copy) { memcpy(b, a, 512); return b[n & 63]; }
F(fill) { memset(b, (int)n, 512); return b[5]; }
F(overlap) { memmove((char *)a + 8, a, 500); return a[n & 63]; }
F(parse) { uint8_t *p = (uint8_t *)a; int64_t v = 0; for (int i = 0; i < 512; i++) { if (p[i] >= '0' && p[i] <= '9') v = v * 10 + p[i] - '0'; else v ^= p[i]; } return v; }
F(hash) { uint8_t *p = (uint8_t *)a; uint64_t h = 14695981039346656037u; for (int i = 0; i < 512; i++) { h ^= p[i]; h *= 1099511628211u; } return h; }
F(crc) { uint32_t c = ~0u; uint8_t *p = (uint8_t *)a; for (int i = 0; i < 512; i++) { c ^= p[i]; for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xEDB88320 : c >> 1; } return c; }
F(sort) { for (int i = 1; i < 64; i++) { int64_t x = a[i]; int j = i; while (j > 0 && a[j - 1] > x) { a[j] = a[j - 1]; j--; } a[j] = x; } return a[n & 63]; }
F(search) { int64_t lo = 0, hi = 63; while (lo < hi) { int64_t m = (lo + hi) / 2; if (a[m] < n) lo = m + 1; else hi = m; } return lo; }
F(classify) { int64_t s = 0; for (int i = 0; i < 64; i++) switch (a[i] & 15) { case 0: s += 3; break; case 1: s ^= b[i]; break; case 2: s -= 9; break; case 3: s *= 3; break; case 5: s = ~s; break; case 8: s >>= 1; break; default: s++; } return s; }
NOINLINE static int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
F(recursion) { return fib(n & 15); }
NOINLINE static int64_t add3(int64_t x) { return x + 3; }
NOINLINE static int64_t twice(int64_t x) { return x * 2; }
F(pointers) { int64_t (*volatile f[2])(int64_t) = {add3, twice}; int64_t s = n; for (int i = 0; i < 16; i++) s = f[a[i] & 1](s); return s; }
F(saturate) { int16_t *x = (int16_t *)a, *y = (int16_t *)b; for (int i = 0; i < 256; i++) { int t = x[i] + y[i]; y[i] = t > 32767 ? 32767 : t < -32768 ? -32768 : t; } return b[3]; }
F(average) { uint8_t *x = (uint8_t *)a, *y = (uint8_t *)b; for (int i = 0; i < 512; i++) y[i] = (x[i] + y[i] + 1) >> 1; return b[n & 63]; }
F(distance) { uint8_t *x = (uint8_t *)a, *y = (uint8_t *)b; int s = 0; for (int i = 0; i < 512; i++) { int d = x[i] - y[i]; s += d < 0 ? -d : d; } return s; }
F(narrow) { int32_t *x = (int32_t *)a; int8_t *y = (int8_t *)b; for (int i = 0; i < 128; i++) y[i] = x[i]; return b[n & 15]; }
F(widen) { int8_t *x = (int8_t *)a; int32_t *y = (int32_t *)b; for (int i = 0; i < 128; i++) y[i] = x[i]; return b[n & 63]; }
F(transpose) { int32_t *x = (int32_t *)a, *y = (int32_t *)b; for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++) y[j * 8 + i] = x[i * 8 + j]; return b[n & 31]; }
F(indexed) { int32_t *x = (int32_t *)a; int64_t s = 0; for (int i = 0; i < 64; i++) s += b[x[i] & 63]; return s; }
F(scatter) { for (int i = 0; i < 32; i++) b[a[i] & 63] = i; return b[n & 63]; }
F(masked) { for (int i = 0; i < 64; i++) if (a[i] > n) b[i] += a[i]; return b[7]; }
F(carry) { unsigned char c = 0; for (int i = 0; i < 64; i++) { uint64_t x = a[i], y = b[i], t = x + y, u = t + c; c = t < x || u < t; b[i] = u; } return c + b[n & 63]; }
F(flags) { int64_t r, s = 0; for (int i = 0; i < 64; i++) s += __builtin_saddll_overflow(a[i], b[i], (long long *)&r) ? 1 : r & 3; return s; }
F(multiply_overflow) { int64_t r, s = 0; for (int i = 0; i < 64; i++) s += __builtin_smulll_overflow(a[i], b[i], (long long *)&r); return s; }
F(shift_double) { uint64_t s = 0; for (int i = 0; i < 63; i++) s ^= ((unsigned __int128)(uint64_t)a[i] << 64 | (uint64_t)a[i + 1]) >> (n & 63); return s; }
F(bit_test) { int64_t s = 0; for (int i = 0; i < 64; i++) if (a[0] >> (b[i] & 63) & 1) s |= 1L << (i & 63); return s; }
F(bytes) { uint8_t *x = (uint8_t *)a; int64_t s = 0; for (int i = 0; i < 64; i++) { uint8_t c = x[i]; s += c << 8 | (uint8_t)(c * 5 + 1); } return s; }

#define REAL(name, type, body) F(name) { type *x = (type *)a, *y = (type *)b; type s = 0; body; int64_t r = 0; memcpy(&r, &s, sizeof s); return r; }
REAL(fsum, float, for (int i = 0; i < 128; i++) s += x[i])
REAL(faxpy, float, for (int i = 0; i < 128; i++) y[i] = y[i] * 3.5f + x[i])
REAL(fmul, float, for (int i = 0; i < 128; i++) y[i] *= x[i])
REAL(fdiv, float, for (int i = 0; i < 128; i++) y[i] = x[i] / y[i])
REAL(fsqrt, float, for (int i = 0; i < 128; i++) y[i] = __builtin_sqrtf(__builtin_fabsf(x[i])))
REAL(fmax, float, for (int i = 0; i < 128; i++) y[i] = x[i] > y[i] ? x[i] : y[i])
REAL(frelu, float, for (int i = 0; i < 128; i++) y[i] = x[i] < 0 ? 0 : x[i])
REAL(fint, float, int32_t *z = (int32_t *)b; for (int i = 0; i < 128; i++) z[i] = (int32_t)x[i])
REAL(fconvert, float, double *z = (double *)b; for (int i = 0; i < 64; i++) z[i] = x[i])
REAL(fmatmul, float, for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++) { float t = 0; for (int k = 0; k < 8; k++) t += x[i * 8 + k] * x[64 + k * 8 + j]; y[i * 8 + j] = t; })
REAL(fpoly, float, for (int i = 0; i < 128; i++) { float t = x[i]; y[i] = ((t * 0.5f + 0.25f) * t + 1.5f) * t + 2.0f; })
REAL(dsum, double, for (int i = 0; i < 64; i++) s += x[i])
REAL(daxpy, double, for (int i = 0; i < 64; i++) y[i] = y[i] * 2.25 + x[i])
REAL(ddiv, double, for (int i = 0; i < 64; i++) y[i] = x[i] / y[i])
REAL(dlong, double, int64_t *z = b; for (int i = 0; i < 64; i++) z[i] = (int64_t)x[i])
REAL(dint, double, int32_t *z = (int32_t *)b; for (int i = 0; i < 64; i++) z[i] = (int32_t)x[i])
REAL(dfloat, double, float *z = (float *)b; for (int i = 0; i < 64; i++) z[i] = (float)x[i])
REAL(dfrom, double, for (int i = 0; i < 64; i++) y[i] = (double)a[i])
REAL(dfromu, double, for (int i = 0; i < 64; i++) y[i] = (double)(uint64_t)a[i])
REAL(dfloor, double, for (int i = 0; i < 64; i++) y[i] = __builtin_floor(x[i]))
REAL(dcompare, double, for (int i = 0; i < 64; i++) s += (x[i] < y[i]) + 2 * (x[i] == y[i]) + 4 * (x[i] != x[i]))
REAL(dsign, double, for (int i = 0; i < 64; i++) y[i] = __builtin_copysign(x[i], y[i]))

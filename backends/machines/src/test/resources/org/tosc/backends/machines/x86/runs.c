// Functions whose whole runs are timed: each takes three buffers of 4096 bytes, aligned to 64, and
// a number. The letter before the name says what the buffers hold: the elements k of b are
// (7 k) mod 256, of l and f and d (7 k) mod 32.
#include <stdint.h>
#define F(name, type) long name(const type *a, const type *b, type *c, long n)
F(f_dot, float) { float s = 0; for (long i = 0; i < n; i++) s += a[i] * b[i]; c[0] = s; return 0; }
F(f_scale_add, float) { for (long i = 0; i < n; i++) c[i] = 1.5f * a[i] + b[i]; return 0; }
F(f_two_sums, float) { float s = 0, t = 0; for (long i = 0; i + 1 < n; i += 2) { s += a[i]; t += a[i + 1]; } c[0] = s + t; return 0; }
F(f_divide, float) { for (long i = 0; i < n; i++) c[i] = a[i] / (b[i] + 1); return 0; }
F(f_matrix, float) { for (long i = 0; i < n; i++) for (long j = 0; j < n; j++) { float s = 0; for (long k = 0; k < n; k++) s += a[i * n + k] * b[k * n + j]; c[i * n + j] = s; } return 0; }
F(d_horner, double) { double s = 0; for (long i = 0; i < n; i++) s = s * 1.0001 + a[i]; c[0] = s; return 0; }
F(d_length, double) { double s = 0; for (long i = 0; i < n; i++) s += a[i] < b[i] ? b[i] - a[i] : a[i] - b[i]; c[0] = s; return 0; }
F(l_sum, long) { long s = 0; for (long i = 0; i < n; i++) s += a[i]; return s; }
F(l_prefix, long) { long s = 0; for (long i = 0; i < n; i++) c[i] = s += a[i]; return s; }
F(l_bump, long) { for (long i = 0; i < n; i++) c[a[i]]++; return c[3]; }
F(l_collatz, long) { long s = 0; while (n != 1) { n = n & 1 ? 3 * n + 1 : n >> 1; s++; } return s; }
F(l_divide, long) { long s = n; for (long i = 0; i < 100; i++) s = s / (a[i] + 3) + 1000000007; return s; }
__attribute__((noinline)) long fib(long n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
F(l_recursion, long) { return fib(n); }
F(b_crc, uint8_t) { uint32_t s = ~0u; for (long i = 0; i < n; i++) { s ^= a[i]; for (int k = 0; k < 8; k++) s = s >> 1 ^ (0xEDB88320 & -(s & 1)); } return s; }
F(b_hash, uint8_t) { uint64_t h = 14695981039346656037u; for (long i = 0; i < n; i++) { h ^= a[i]; h *= 1099511628211u; } return (long)h; }
F(b_blend, uint8_t) { for (long i = 0; i < n; i++) c[i] = (a[i] * 3 + b[i] + 2) >> 2; return 0; }
F(b_histogram, uint8_t) { for (long i = 0; i < n; i++) c[a[i]]++; return 0; }
F(b_zeros, uint8_t) { long s = 0; while (n-- > 0) s += a[n] == 0; return s; }

// Times the functions of `runs.c`, which it is linked with: a line for each with its name, its number
// and the cycles of a run.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <x86intrin.h>
static char buffers[3][4096] __attribute__((aligned(64)));
static void fill(char kind) {
  for (int n = 0; n < 3; n++) for (int k = 0; k < 4096; k++) {
    if (kind == 'b') buffers[n][k] = 7 * k;
    if (kind == 'l' && k < 512) ((long *)buffers[n])[k] = 7 * k % 32;
    if (kind == 'f' && k < 1024) ((float *)buffers[n])[k] = 7 * k % 32;
    if (kind == 'd' && k < 512) ((double *)buffers[n])[k] = 7 * k % 32;
  }
}
// 60000 cycles: products of three each that wait for each other.
static uint64_t clock_of_products(void) {
  uint64_t t = __rdtsc();
  long x = 3;
  for (int i = 0; i < 2000; i++) __asm__ volatile("imul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0\n\timul %0,%0" : "+r"(x));
  return __rdtsc() - t;
}
typedef long (*function)(const void *, const void *, void *, long);
static long nothing(const void *a, const void *b, void *c, long n) { return 0; }
static uint64_t once(function f, long n) {
  uint64_t t = __rdtsc();
  f(buffers[0], buffers[1], buffers[2], n);
  return __rdtsc() - t;
}
static void time_of(const char *name, function f, long n) {
  uint64_t clock = -1, best = -1, empty = -1;
  for (int round = 0; round < 4000; round++) {
    uint64_t c = clock_of_products();
    if (c < clock) clock = c;
    fill(name[0]);
    f(buffers[0], buffers[1], buffers[2], n);
    uint64_t t = once(f, n), e = once(nothing, n);
    if (t < best) best = t;
    if (e < empty) empty = e;
  }
  printf("%s %ld %.0f\n", name, n, (best - empty) * 60000.0 / clock);
}
#define T(name, n) { long name(const void *, const void *, void *, long); time_of(#name, name, n); }
int main(void) {
  T(f_dot, 1000) T(f_scale_add, 1000) T(f_two_sums, 1000) T(f_divide, 1000) T(f_matrix, 32)
  T(d_horner, 500) T(d_length, 500) T(l_sum, 500) T(l_prefix, 500) T(l_bump, 500) T(l_collatz, 27)
  T(l_divide, 1000) T(l_recursion, 15) T(b_crc, 256) T(b_hash, 1000) T(b_blend, 4000)
  T(b_histogram, 1000) T(b_zeros, 1000)
}

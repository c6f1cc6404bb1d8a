// Lets the arrays of a C or C++ program begin where Java's do: 16 bytes behind a multiple of 8, not
// at a page or a cache line, so that nearly every vector of 64 bytes lies across two lines.
//
//   g++ -O3 -march=native -include bench/peers/java-arrays.h …
#ifdef __cplusplus
#include <cstdlib>
#endif
#include <immintrin.h> // declares posix_memalign again
#include <stdlib.h>

static inline int java_array(void **array, size_t alignment, size_t bytes) {
  char *begin = NULL;
  int failure = posix_memalign((void **)&begin, alignment, bytes + 64);
  *array = begin + 16;
  return failure;
}

#define posix_memalign java_array
// What lies behind a header cannot be given back; programs that measure end soon.
#define free(array) ((void)(array))

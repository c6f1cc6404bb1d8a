package org.tosc.bench;

/// One program of host code, in `pseudo/NAME.pseudo` and in `python/NAME.py`.
enum HostCase {
  FIB("fib", "fib(32), plain recursion"),
  LOOP("loop", "integer loop, 10^8 rounds"),
  SIEVE("sieve", "primes to 10^7"),
  NBODY("nbody", "n-body, 10^6 steps"),
  STRINGS("strings", "string building"),
  DICT("dict", "dictionary counting");

  final String file;
  final String words;

  HostCase(String file, String words) {
    this.file = file;
    this.words = words;
  }
}

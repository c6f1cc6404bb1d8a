package org.tosc.models.token.subword;

import java.util.Arrays;

/// Numbers keys from 0 on in the order they are added: a hash table with open addressing. Tables of
/// merges have a million keys, and each word asks several times.
final class LongIndex {
  static final int NONE = -1;

  private long[] keys = new long[16];

  /// The number of the key at a place, plus 1; 0 where the place is free.
  private int[] numbers = new int[16];

  private int size;

  /// The number of a key, which is [#size] before the call where the key is new.
  int add(long key) {
    int place = place(key);
    if (numbers[place] != 0) {
      return numbers[place] - 1;
    }
    keys[place] = key;
    numbers[place] = ++size;
    if (size * 2 > keys.length) {
      grow();
    }
    return size - 1;
  }

  int find(long key) {
    return numbers[place(key)] - 1;
  }

  int size() {
    return size;
  }

  /// Where the key is, or would be. Never more than half of the places are taken.
  private int place(long key) {
    int mask = keys.length - 1;
    int place = hash(key) & mask;
    while (numbers[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /// The finaliser of MurmurHash3: each bit of the key changes each bit of the hash with a
  /// probability near one half.
  private static int hash(long key) {
    long h = key;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (h ^ (h >>> 33));
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[Math.multiplyExact(oldKeys.length, 2)];
    numbers = new int[keys.length];
    Arrays.fill(numbers, 0);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        numbers[place] = oldNumbers[i];
      }
    }
  }
}

package org.tosc.backends.x86.code;

import java.util.List;

/// The registers of a bank while they are given out. Sets of them are bits, the lowest for the one
/// that is given out first.
final class Pool {
  /// Stands for no register.
  static final int NONE = -1;

  private final List<Integer> order;
  private final long all;
  private final long survivors;

  /// The virtual registers that have them, by their places in the order.
  private final int[] holders;

  private long free;

  /// @param most of them that are given out
  Pool(Bank bank, InstructionSet set, int most) {
    List<Integer> numbers = bank.allocatable(set);
    this.order = numbers.subList(0, Math.min(most, numbers.size()));
    this.holders = new int[order.size()];
    long surviving = 0;
    for (int i = 0; i < order.size(); i++) {
      surviving |= bank.survivesCalls(order.get(i)) ? 1L << i : 0;
    }
    this.survivors = surviving;
    this.all = (1L << order.size()) - 1;
    this.free = all;
  }

  /// Gives one to a virtual register that is free and fits, if possible a certain one.
  ///
  /// @param wanted its place in the order, or [#NONE]
  /// @return its place in the order, or [#NONE]
  int take(int virtual, int wanted, boolean survivesCalls) {
    long fitting = free & (survivesCalls ? survivors : -1);
    if (fitting == 0) {
      return NONE;
    }
    boolean isWanted = wanted != NONE && (fitting >> wanted & 1) != 0;
    int place = isWanted ? wanted : Long.numberOfTrailingZeros(fitting);
    give(place, virtual);
    return place;
  }

  /// Those that are given out and fit.
  long taken(boolean survivesCalls) {
    return all & ~free & (survivesCalls ? survivors : -1);
  }

  /// The virtual register that has the one at a place.
  int holder(int place) {
    return holders[place];
  }

  void give(int place, int virtual) {
    free &= ~(1L << place);
    holders[place] = virtual;
  }

  void release(int place) {
    free |= 1L << place;
  }

  int number(int place) {
    return order.get(place);
  }
}

package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolTest {
  private static final InstructionSet SET = InstructionSet.AVX512;

  /// Each register once, in the order in which a bank gives them, then none.
  @ParameterizedTest
  @EnumSource
  void eachIsGivenOnce(Bank bank) {
    List<Integer> numbers = bank.allocatable(SET);
    Pool pool = new Pool(bank, SET, Integer.MAX_VALUE);
    List<Integer> given = new ArrayList<>();
    for (int v = 0; v < numbers.size(); v++) {
      int place = pool.take(v, Pool.NONE, false);
      given.add(pool.number(place));
      assertEquals(v, pool.holder(place));
    }
    assertEquals(numbers, given);
    assertEquals(Pool.NONE, pool.take(99, 0, false));
    pool.release(2);
    assertEquals(2, pool.take(99, Pool.NONE, false));
    assertEquals(99, pool.holder(2));
  }

  @ParameterizedTest
  @EnumSource
  void aWantedOneIsGivenWhereItIsFree(Bank bank) {
    Pool pool = new Pool(bank, SET, 4);
    assertEquals(3, pool.take(0, 3, false));
    assertEquals(0, pool.take(1, 3, false));
    assertEquals(0b1001, pool.taken(false));
  }

  /// What is needed after a call gets a register that calls leave alone, or none.
  @ParameterizedTest
  @EnumSource
  void callsLeaveSome(Bank bank) {
    Pool pool = new Pool(bank, SET, Integer.MAX_VALUE);
    int count = 0;
    for (int place = pool.take(7, 0, true);
        place != Pool.NONE;
        place = pool.take(7, Pool.NONE, true)) {
      assertTrue(bank.survivesCalls(pool.number(place)));
      count++;
    }
    assertEquals(bank.allocatable(SET).stream().filter(bank::survivesCalls).count(), count);
    assertEquals(count, Long.bitCount(pool.taken(true)));
    assertFalse(bank.survivesCalls(pool.number(pool.take(8, Pool.NONE, false))));
  }
}

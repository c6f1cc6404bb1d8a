package org.tosc.rt.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TeamTest {
  /// With helpers that spin, that park at once, and that end at once.
  private static List<Team> teams() {
    return List.of(
        new Team(1),
        new Team(2),
        new Team(4),
        new Team(3, new Crews(0, 5_000_000_000L)),
        new Team(3, new Crews(0, 0)));
  }

  @Test
  void everyPartRunsOnceBeforeTheCallReturns() throws Throwable {
    for (Team team : teams()) {
      for (int round = 0; round < 5000; round++) {
        int parts = 1 + round % 9;
        int[] plain = new int[parts];
        AtomicIntegerArray count = new AtomicIntegerArray(parts);
        team.run(
            parts,
            (part, of) -> {
              assertEquals(parts, of);
              count.incrementAndGet(part);
              plain[part] = part + 1;
            });
        for (int part = 0; part < parts; part++) {
          assertEquals(1, count.get(part));
          assertEquals(part + 1, plain[part]);
        }
      }
    }
  }

  @Test
  void helpersWorkAtTheSameTime() throws Throwable {
    assertEquals(2, threads(new Team(2)).size());
  }

  @Test
  void teamsThatWorkByTurnsHaveTheSameHelper() throws Throwable {
    Crews crews = new Crews(200_000, 5_000_000_000L);
    Set<Thread> first = threads(new Team(2, crews));
    assertEquals(first, threads(new Team(2, crews)));
    assertEquals(first, threads(new Team(2, crews)));
  }

  /// The threads that do two parts, neither of which ends before both have begun.
  private static Set<Thread> threads(Team team) throws Throwable {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    team.run(
        2,
        (part, parts) -> {
          threads.add(Thread.currentThread());
          both.countDown();
          both.await();
        });
    return threads;
  }

  @Test
  void teamsThatWorkAtTheSameTimeHaveHelpersOfTheirOwn() throws Throwable {
    Crews crews = new Crews(200_000, 5_000_000_000L);
    Team inner = new Team(2, crews);
    CountDownLatch all = new CountDownLatch(3);
    new Team(2, crews)
        .run(
            2,
            (part, parts) -> {
              if (part == 1) {
                all.countDown();
                all.await();
              } else {
                inner.run(
                    2,
                    (_, _) -> {
                      all.countDown();
                      all.await();
                    });
              }
            });
    assertEquals(0, all.getCount());
  }

  @Test
  void whatIsDoneIsForgotten() throws Throwable {
    Team team = new Team(2, new Crews(200_000, 5_000_000_000L));
    WeakReference<int[]> done = reached(team);
    while (done.get() != null) {
      System.gc();
      Thread.sleep(1);
    }
  }

  private static WeakReference<int[]> reached(Team team) throws Throwable {
    int[] sums = new int[2];
    team.run(2, (part, parts) -> sums[part]++);
    return new WeakReference<>(sums);
  }

  @Test
  void helpersParkWhenIdle() throws Throwable {
    Thread caller = Thread.currentThread();
    AtomicReference<Thread> helper = new AtomicReference<>();
    Team team = new Team(2);
    for (int round = 0; round < 3; round++) {
      helper.set(null);
      team.run(
          2,
          (part, parts) -> {
            if (Thread.currentThread() != caller) {
              helper.set(Thread.currentThread());
            }
            while (helper.get() == null) {
              Thread.onSpinWait();
            }
          });
      while (helper.get().getState() != Thread.State.TIMED_WAITING) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void whatAPartThrowsReachesTheCaller() throws Throwable {
    for (Team team : teams()) {
      for (int round = 0; round < 100; round++) {
        AtomicInteger done = new AtomicInteger();
        IllegalStateException fault = new IllegalStateException("part 2");
        Throwable thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.run(
                        4,
                        (part, parts) -> {
                          done.incrementAndGet();
                          if (part == 2) {
                            throw fault;
                          }
                        }));
        assertSame(fault, thrown);
        team.run(2, (part, parts) -> done.incrementAndGet());
      }
    }
  }

  @Test
  void aPartMayAskTheTeamItself() throws Throwable {
    Team team = new Team(2);
    AtomicInteger done = new AtomicInteger();
    team.run(3, (part, parts) -> team.run(5, (inner, of) -> done.incrementAndGet()));
    assertEquals(15, done.get());
  }

  @Test
  void severalThreadsMayCall() throws Exception {
    Team team = new Team(3);
    AtomicInteger done = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.startVirtualThread(
              () -> {
                for (int round = 0; round < 2000; round++) {
                  try {
                    team.run(3, (part, parts) -> done.incrementAndGet());
                  } catch (Throwable fault) {
                    throw new IllegalStateException(fault);
                  }
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(4 * 2000 * 3, done.get());
  }

  @Test
  void aTeamHasAThread() {
    assertThrows(IllegalArgumentException.class, () -> new Team(0));
  }
}

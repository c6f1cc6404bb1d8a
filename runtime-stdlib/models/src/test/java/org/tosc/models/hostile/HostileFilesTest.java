package org.tosc.models.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The short form of [HostileFilesCampaign].
class HostileFilesTest {
  private static final int MUTATIONS = 30_000;

  private static Judge boundaries(Subject subject) {
    Judge judge = new Judge(subject);
    subject.boundaries(false, judge::test);
    return sound(judge);
  }

  private static Judge mutations(Subject subject) {
    Judge judge = new Judge(subject);
    Input input = new Input();
    for (long i = 0; i < MUTATIONS; i++) {
      subject.mutate(input, new SplittableRandom(i));
      judge.test(input);
    }
    return sound(judge);
  }

  private static Judge sound(Judge judge) {
    assertEquals(List.of(), judge.others());
    assertTrue(judge.accepted() > judge.inputs() / 100, "accepted " + judge.accepted());
    assertTrue(judge.rejected() > judge.inputs() / 2, "rejected " + judge.rejected());
    assertTrue(judge.mostAllocated() < 1 << 20, "allocated " + judge.mostAllocated());
    return judge;
  }

  @Test
  void everyFieldOfGgufAtItsEdges() {
    assertTrue(boundaries(new GgufSubject()).inputs() > 5_000);
  }

  @Test
  void everyFieldOfSafetensorsAtItsEdges() {
    assertTrue(boundaries(new SafetensorsSubject()).inputs() > 2_000);
  }

  @Test
  void mutationsOfGguf() {
    assertEquals(MUTATIONS, mutations(new GgufSubject()).inputs());
  }

  @Test
  void mutationsOfSafetensors() {
    assertEquals(MUTATIONS, mutations(new SafetensorsSubject()).inputs());
  }
}

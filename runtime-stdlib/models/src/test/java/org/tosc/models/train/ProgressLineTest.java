package org.tosc.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  @Test
  void theSpeedIsThatOfTheStepsBehindTheFirst() {
    assertEquals(
        "train: step 5/9 (55 %), loss 0.2500, 2.0 steps/s, 2 s left",
        ProgressLine.text(5, 9, 4, 0.25, 2));
  }

  @Test
  void oneStepTellsNoSpeed() {
    assertEquals("train: step 1/1 (100 %), loss 0.2500", ProgressLine.text(1, 1, 0, 0.25, 0));
  }
}

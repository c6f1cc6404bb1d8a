package org.tosc.backends.machines.gpu.cost;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.backends.machines.gpu.tile.Step;

/// The steps of a program, in their order. What is beyond a limit is left out.
public final class ProgramTrace implements Recorder {
  private static final int MOST = 2_000_000;

  private final List<Step> steps = new ArrayList<>();

  @Override
  public int hear(Step step) {
    if (steps.size() >= MOST) {
      return -1;
    }
    steps.add(step);
    return steps.size() - 1;
  }

  public List<Step> steps() {
    return steps;
  }
}

package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.snitch.program.MeasuredCall;
import org.tosc.driver.machine.SnitchTrace.Slice;
import org.tosc.driver.machine.SnitchTrace.Track;
import org.tosc.tir.source.Span;

/// Writes down what the units of a core do.
final class SnitchTracer implements MeasuredCall.Watch {
  /// So many that a viewer still opens the file.
  private static final int MOST = 1_000_000;

  private final SnitchProgram program;
  private final List<Slice> slices = new ArrayList<>();
  private final Map<Integer, String> texts = new HashMap<>();
  private final Open integer = new Open(Track.INTEGER);
  private final Open floating = new Open(Track.FLOAT);
  private long cycle;

  /// What a unit is at.
  private static final class Open {
    final Track track;
    int address;
    long from;

    Open(Track track) {
      this.track = track;
    }
  }

  SnitchTracer(SnitchProgram program) {
    this.program = program;
  }

  @Override
  public void cycle(int pc, int floatPc) {
    next(integer, pc);
    next(floating, floatPc);
    cycle++;
  }

  private void next(Open open, int address) {
    if (address == open.address) {
      return;
    }
    if (program.code(open.address).isPresent() && slices.size() < MOST) {
      Span span = program.span(open.address);
      slices.add(
          new Slice(
              open.track,
              open.from,
              cycle - open.from,
              texts.computeIfAbsent(open.address, program::text),
              open.address,
              span == null ? 0 : span.from().line()));
    }
    open.address = address;
    open.from = cycle;
  }

  SnitchTrace trace() {
    next(integer, 0);
    next(floating, 0);
    return new SnitchTrace(slices, slices.size() < MOST);
  }
}

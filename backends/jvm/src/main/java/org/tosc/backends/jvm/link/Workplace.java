package org.tosc.backends.jvm.link;

import java.util.ArrayList;
import java.util.List;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.device.Scratch;
import org.tosc.rt.team.Team;

/// The scratch of a kernel, and the team that works in it: what a call needs besides inputs and
/// results. For one call at a time.
public final class Workplace {
  private final KernelCode code;
  private final Team team;
  private final int named;
  private final Scratch scratch;
  private final List<Seat> seats = new ArrayList<>();
  private final Team.Work[] works;

  private Buffer[] whole = {};

  /// What a further part of a phase has of its own.
  private static final class Seat {
    private final List<Integer> own;
    private final Scratch scratch;
    private final Buffer[] mine;
    private final Buffer[] buffers;

    Seat(KernelCode code) {
      this.own = code.own();
      this.scratch = code.home().scratch(own.stream().map(code.sizes()::get).toList());
      this.mine = new Buffer[own.size()];
      this.buffers = new Buffer[code.sizes().size()];
    }

    /// What the part sees: the same as the first part, but for scratch of its own.
    void take(Buffer[] whole) {
      System.arraycopy(whole, 0, buffers, 0, whole.length);
      scratch.into(mine, 0);
      for (int i = 0; i < mine.length; i++) {
        buffers[own.get(i)] = mine[i];
      }
    }
  }

  /// @param named how many buffers are inputs and results
  public Workplace(KernelCode code, int named, Team team) {
    this.code = code;
    this.team = team;
    this.named = named;
    List<Integer> sizes = code.sizes();
    this.scratch = code.home().scratch(sizes.subList(named, sizes.size()));
    for (int part = 1; part < code.parts(); part++) {
      seats.add(new Seat(code));
    }
    this.works = code.phases().stream().map(this::work).toArray(Team.Work[]::new);
  }

  /// Bytes of scratch.
  public long bytes() {
    return scratch.bytes() + seats.stream().mapToLong(seat -> seat.scratch.bytes()).sum();
  }

  /// Runs the kernel.
  ///
  /// @param buffers inputs and results, and places for scratch behind them
  public void run(Buffer[] buffers) throws Throwable {
    scratch.into(buffers, named);
    if (seats.isEmpty()) {
      code.entry().invokeExact(buffers);
      return;
    }
    whole = buffers;
    for (Seat seat : seats) {
      seat.take(buffers);
    }
    for (int i = 0; i < works.length; i++) {
      team.run(code.phases().get(i).parts(), works[i]);
    }
  }

  private Team.Work work(KernelCode.Phase phase) {
    return (part, _) -> {
      Buffer[] buffers = part == 0 ? whole : seats.get(part - 1).buffers;
      phase.code().invokeExact(part, buffers);
    };
  }
}

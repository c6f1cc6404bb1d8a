package org.tosc.backends.jvm.link;

import java.util.ArrayList;
import java.util.List;
import org.tosc.rt.device.Scratch;
import org.tosc.rt.device.View;
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

  private View[] whole = {};

  /// What a further part of a phase has of its own.
  private static final class Seat {
    private final List<Integer> own;
    private final Scratch scratch;
    private final View[] mine;
    private final View[] views;

    Seat(KernelCode code) {
      this.own = code.own();
      this.scratch = Scratch.of(own.stream().map(code.sizes()::get).toList());
      this.mine = new View[own.size()];
      this.views = new View[code.sizes().size()];
    }

    /// What the part sees: the same as the first part, but for scratch of its own.
    void take(View[] whole) {
      System.arraycopy(whole, 0, views, 0, whole.length);
      scratch.into(mine, 0);
      for (int i = 0; i < mine.length; i++) {
        views[own.get(i)] = mine[i];
      }
    }
  }

  /// @param named how many views are inputs and results
  public Workplace(KernelCode code, int named, Team team) {
    this.code = code;
    this.team = team;
    this.named = named;
    List<Integer> sizes = code.sizes();
    this.scratch = Scratch.of(sizes.subList(named, sizes.size()));
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
  /// @param views inputs and results, and places for scratch behind them
  public void run(View[] views) throws Throwable {
    scratch.into(views, named);
    if (seats.isEmpty()) {
      code.entry().invokeExact(views);
      return;
    }
    whole = views;
    for (Seat seat : seats) {
      seat.take(views);
    }
    for (int i = 0; i < works.length; i++) {
      team.run(code.phases().get(i).parts(), works[i]);
    }
  }

  private Team.Work work(KernelCode.Phase phase) {
    return (part, _) -> {
      View[] views = part == 0 ? whole : seats.get(part - 1).views;
      phase.code().invokeExact(part, views);
    };
  }
}

package org.tosc.backends.machines.snitch.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.snitch.core.Event;
import org.tosc.backends.machines.snitch.core.Listener;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;

/// Draws some cycles of one core: a line for each instruction, a column for each cycle. It shows
/// when an instruction waits and why, when it is issued, how long it is in the FPU, and beside it
/// what the streams do.
public final class PipelineView implements Listener {
  /// More lines than this nobody reads.
  private static final int MOST_ROWS = 400;

  /// What stands in a cell.
  enum Mark {
    ISSUE,
    FLOAT_ISSUE,
    FLIGHT,
    RESULT,
    WAIT,
    GRANTED,
    CONFLICT
  }

  /// What happens to an instruction, or in a stream, in a cycle.
  ///
  /// @param text why, or what
  record Cell(long cycle, Mark mark, String text) {}

  /// A line.
  ///
  /// @param cells in their order
  record Row(String label, boolean isFloat, List<Cell> cells) {}

  private final int hart;
  private final long from;
  private final long to;
  private final Listing listing;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> streams =
      List.of(
          new Row("ft0", true, new ArrayList<>()),
          new Row("ft1", true, new ArrayList<>()),
          new Row("ft2", true, new ArrayList<>()));
  private final List<Cell> integerWaits = new ArrayList<>();
  private final List<Cell> floatWaits = new ArrayList<>();
  private final Map<Unit, ArrayDeque<Flight>> inside = new HashMap<>();

  /// The cycle after the last that anything was heard of.
  private long end;

  /// What is in the FPU since a cycle.
  private record Flight(Row row, long since) {}

  /// @param hart whose cycles are drawn
  /// @param from the first cycle
  /// @param to the cycle after the last
  public PipelineView(int hart, long from, long to, Listing listing) {
    if (from >= to) {
      throw new IllegalArgumentException("no cycles from " + from + " to " + to);
    }
    this.hart = hart;
    this.from = from;
    this.to = to;
    this.listing = listing;
    end = from + 1;
  }

  @Override
  public void hear(long cycle, int of, Event event) {
    if (of != hart || cycle >= to) {
      return;
    }
    end = Math.max(end, cycle + 1);
    switch (event) {
      case Event.IntegerIssue(int pc, var instruction) -> {
        Cell cell = new Cell(cycle, Mark.ISSUE, "issued");
        begin(label(pc, listing.show(pc, instruction), ""), false, integerWaits, cell);
      }
      case Event.IntegerStall(int _, var cause) ->
          integerWaits.add(new Cell(cycle, Mark.WAIT, "waits: " + cause));
      case Event.FloatIssue issue -> issue(cycle, issue);
      case Event.FloatWait(int _, var cause) ->
          floatWaits.add(new Cell(cycle, Mark.WAIT, "waits: " + cause));
      case Event.FloatResult(var unit) -> result(cycle, unit);
      case Event.StreamRequest(int stream, int offset, boolean write, boolean granted) -> {
        String text = (write ? "write" : "read") + " at " + offset;
        Mark mark = granted ? Mark.GRANTED : Mark.CONFLICT;
        add(streams.get(stream), new Cell(cycle, mark, granted ? text : text + ": conflict"));
      }
      case Event.MemoryRequest _, Event.DmaBeat _ -> {}
    }
  }

  private static String label(int pc, String text, String iterations) {
    return String.format("%08x  %s%s", pc, text, iterations.isEmpty() ? "" : "  #" + iterations);
  }

  private void issue(long cycle, Event.FloatIssue issue) {
    String iterations =
        issue.outer() < 0 ? "" : issue.outer() + (issue.inner() < 0 ? "" : "," + issue.inner());
    String text = label(issue.pc(), listing.show(issue.pc(), issue.instruction()), iterations);
    Row row = begin(text, true, floatWaits, new Cell(cycle, Mark.FLOAT_ISSUE, "issued"));
    Unit unit = FloatIssues.unit(issue);
    if (unit != null) {
      inside.computeIfAbsent(unit, _ -> new ArrayDeque<>()).add(new Flight(row, cycle));
    }
  }

  private void result(long cycle, Unit unit) {
    ArrayDeque<Flight> queue = inside.get(unit);
    Flight oldest = queue == null ? null : queue.poll();
    if (oldest == null) {
      return;
    }
    Row row = oldest.row();
    for (long at = oldest.since() + 1; at < cycle; at++) {
      add(row, new Cell(at, Mark.FLIGHT, "in the FPU"));
    }
    add(row, new Cell(cycle, Mark.RESULT, "result"));
  }

  private Row begin(String label, boolean isFloat, List<Cell> waits, Cell issue) {
    Row row = new Row(label, isFloat, new ArrayList<>());
    for (Cell wait : waits) {
      add(row, wait);
    }
    waits.clear();
    add(row, issue);
    if (issue.cycle() >= from && rows.size() < MOST_ROWS) {
      rows.add(row);
    }
    return row;
  }

  private void add(Row row, Cell cell) {
    if (cell.cycle() >= from && cell.cycle() < to) {
      row.cells().add(cell);
    }
  }

  /// The picture up to what was heard last, as SVG.
  public String svg() {
    return new PipelinePicture(hart, from, end).of(rows, streams);
  }
}

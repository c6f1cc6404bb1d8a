package org.tosc.backends.machines.snitch.trace;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.core.Event;
import org.tosc.backends.machines.snitch.core.Listener;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;
import org.tosc.backends.machines.trace.TraceEvents;

/// Writes what happens as JSON that Perfetto and Chrome read (Trace Event Format): a process for
/// each core, a track for each of its units, a microsecond for each cycle. What a unit has in its
/// pipeline is asynchronous, as several operations are in it at once.
///
/// ```java
/// try (PerfettoTrace trace = new PerfettoTrace(writer, Listing.MNEMONICS)) {
///   cluster.listen(trace);
///   …
/// }
/// ```
public final class PerfettoTrace implements Listener, AutoCloseable {
  private static final int INTEGER = 1;
  private static final int FLOAT = 2;
  private static final int FIRST_UNIT = 3;
  private static final int FIRST_STREAM = 8;
  private static final int MEMORY = 11;
  private static final int DMA = 12;

  /// Names by their numbers; units of the FPU and streams follow each other.
  private static final List<String> TRACKS =
      List.of(
          "",
          "integer core",
          "FPU issue",
          "FPU multiply-add",
          "FPU divide",
          "FPU compare and move",
          "FPU convert",
          "FPU dot product",
          "stream ft0",
          "stream ft1",
          "stream ft2",
          "loads and stores",
          "DMA engine");

  /// A slice that may still grow: the same thing in neighbouring cycles.
  private record Slice(String name, String category, long from, long to) {}

  /// What is in a pipeline.
  private record Flight(String name, int number) {}

  private final TraceEvents events;
  private final Listing listing;
  private final Map<Integer, Slice> open = new HashMap<>();
  private final Map<Integer, ArrayDeque<Flight>> flights = new HashMap<>();
  private final Set<Integer> named = new HashSet<>();
  private int flightCount;

  public PerfettoTrace(Appendable out, Listing listing) {
    this.events = new TraceEvents(out);
    this.listing = listing;
  }

  @Override
  public void hear(long cycle, int hart, Event event) {
    switch (event) {
      case Event.IntegerIssue(int pc, var instruction) ->
          slice(hart, INTEGER, cycle, listing.show(pc, instruction), "issue", false);
      case Event.IntegerStall(int _, var cause) ->
          slice(hart, INTEGER, cycle, name(cause.name()), "stall", true);
      case Event.FloatIssue issue -> issue(cycle, hart, issue);
      case Event.FloatWait(int _, var cause) ->
          slice(hart, FLOAT, cycle, name(cause.name()), "stall", true);
      case Event.FloatResult(var unit) -> result(cycle, hart, unit);
      case Event.StreamRequest(int stream, int offset, boolean write, boolean granted) -> {
        String what = granted ? (write ? "write" : "read") : "conflict";
        String text = String.format(Locale.ROOT, "%s 0x%05x", what, offset);
        slice(hart, FIRST_STREAM + stream, cycle, text, granted ? "access" : "stall", !granted);
      }
      case Event.MemoryRequest(int address, boolean write, boolean granted) -> {
        String what = granted ? (write ? "write" : "read") : "conflict";
        String text = String.format(Locale.ROOT, "%s 0x%08x", what, address);
        slice(hart, MEMORY, cycle, text, granted ? "access" : "stall", !granted);
      }
      case Event.DmaBeat(int address, int bytes, boolean write) -> {
        String what = write ? "write" : "read";
        String text = String.format(Locale.ROOT, "%s 0x%08x, %d", what, address, bytes);
        slice(hart, DMA, cycle, text, "access", false);
      }
    }
  }

  private static String name(String cause) {
    return cause.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void issue(long cycle, int hart, Event.FloatIssue issue) {
    String text = listing.show(issue.pc(), issue.instruction());
    slice(hart, FLOAT, cycle, text, "issue", false);
    Unit unit = FloatIssues.unit(issue);
    if (unit != null) {
      int track = FIRST_UNIT + unit.number();
      Flight flight = new Flight(text, ++flightCount);
      flights.computeIfAbsent(key(hart, track), _ -> new ArrayDeque<>()).add(flight);
      flight(true, hart, track, cycle, flight);
    }
  }

  private void result(long cycle, int hart, Unit unit) {
    int track = FIRST_UNIT + unit.number();
    ArrayDeque<Flight> inside = flights.get(key(hart, track));
    Flight oldest = inside == null ? null : inside.poll();
    // What was issued before anybody listened has no beginning.
    if (oldest != null) {
      flight(false, hart, track, cycle + 1, oldest);
    }
  }

  private static int key(int hart, int track) {
    return hart << 8 | track;
  }

  /// Adds a cycle to a track.
  ///
  /// @param grows whether the same in neighbouring cycles is one
  private void slice(int hart, int track, long cycle, String name, String category, boolean grows) {
    int key = key(hart, track);
    Slice last = open.get(key);
    if (last != null && grows && last.to() == cycle && last.name().equals(name)) {
      open.put(key, new Slice(name, category, last.from(), cycle + 1));
      return;
    }
    write(hart, track, last);
    open.put(key, new Slice(name, category, cycle, cycle + 1));
  }

  private void write(int hart, int track, @Nullable Slice slice) {
    if (slice == null) {
      return;
    }
    name(hart, track);
    double length = (double) (slice.to() - slice.from());
    events.slice(hart, track, (double) slice.from(), length, slice.category(), slice.name());
  }

  private void flight(boolean begins, int hart, int track, long cycle, Flight flight) {
    name(hart, track);
    events.flight(
        begins, hart, track, (double) cycle, flight.number(), TRACKS.get(track), flight.name());
  }

  private void name(int hart, int track) {
    if (named.add(key(hart, 0))) {
      events.process(hart, "core " + hart);
    }
    if (named.add(key(hart, track))) {
      events.track(hart, track, TRACKS.get(track));
    }
  }

  /// Writes what is still open, and the end. The caller closes what it has given.
  @Override
  public void close() {
    open.forEach((key, slice) -> write(key >> 8, key & 0xFF, slice));
    open.clear();
    events.close();
  }
}

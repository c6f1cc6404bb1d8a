package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.driver.report.Json;

/// What each unit did in each cycle of a call, with a track for each, as Perfetto and Chrome read
/// it (`chrome://tracing`, "Trace Event Format"). A cycle is a microsecond there.
///
/// @param slices in the order in which they ended
/// @param complete whether none was left out
public record SnitchTrace(List<Slice> slices, boolean complete) {
  static final SnitchTrace NONE = new SnitchTrace(List.of(), true);

  public SnitchTrace {
    slices = List.copyOf(slices);
  }

  /// A unit.
  public enum Track {
    INTEGER("integer core"),
    FLOAT("FPU");

    private final String text;

    Track(String text) {
      this.text = text;
    }
  }

  /// Cycles in which a unit issued an instruction or waited for that.
  ///
  /// @param from the first cycle
  /// @param line of the source; 0 where it is not known
  public record Slice(Track track, long from, long cycles, String text, int address, int line) {}

  /// One JSON object.
  public String json() {
    List<Object> events = new ArrayList<>();
    for (Track track : Track.values()) {
      Map<String, Object> name = event("thread_name", "M", track);
      name.put("args", Map.of("name", track.text));
      events.add(name);
    }
    for (Slice slice : slices) {
      Map<String, Object> event = event(slice.text(), "X", slice.track());
      event.put("ts", slice.from());
      event.put("dur", slice.cycles());
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("pc", String.format("0x%08x", slice.address()));
      more.put("line", slice.line());
      event.put("args", more);
      events.add(event);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("traceEvents", events);
    all.put("complete", complete);
    return Json.write(all);
  }

  private static Map<String, Object> event(String name, String kind, Track track) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("ph", kind);
    event.put("pid", 0);
    event.put("tid", track.ordinal());
    return event;
  }
}

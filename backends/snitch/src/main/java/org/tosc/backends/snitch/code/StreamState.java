package org.tosc.backends.snitch.code;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.Streams;
import org.tosc.backends.snitch.isa.XReg;

/// What is in the registers of the three streams (snitch.md 2.3): only what changes is written, and
/// to all streams at once where that is fewer instructions.
final class StreamState {
  /// Which stream is written; the others are read.
  static final int WRITTEN = 2;

  private static final int ALL = 31;
  private static final int REPEAT = 1;
  private static final int BOUND = 2;
  private static final int STRIDE = 6;
  private static final int READ = 24;
  private static final int WRITE = 28;

  private final Draft draft;

  /// By stream, then by register.
  private final List<Map<Integer, Integer>> held =
      List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());

  /// How often the streams that were started deliver each element.
  private final Map<Integer, Integer> repeats = new HashMap<>();

  StreamState(Draft draft) {
    this.draft = draft;
  }

  /// Writes what some streams need, so that they can be started.
  ///
  /// @param now the patterns of streams that are started next
  /// @param later those of streams that are configured afterwards, whose registers may be written
  ///   along with the others
  void configure(Map<Integer, Pattern> now, Map<Integer, Pattern> later) {
    rest(now);
    Map<Integer, Map<Integer, Integer>> needed = byRegister(now);
    Map<Integer, Map<Integer, Integer>> coming = byRegister(later);
    needed.forEach((register, values) -> write(register, values, coming.get(register)));
  }

  /// Waits until the FPU has read all where a stream gets another repetition: that of the next job
  /// counts as soon as the last element of this one was fetched, not read.
  private void rest(Map<Integer, Pattern> now) {
    boolean differs =
        now.entrySet().stream()
            .filter(e -> e.getKey() != WRITTEN)
            .anyMatch(
                e -> {
                  Integer before = repeats.get(e.getKey());
                  return before != null && before != e.getValue().repeat();
                });
    if (differs) {
      XReg seen = draft.take();
      draft.clock.join();
      draft.emit(SingleFloat.FMV_X_W, seen.number(), FReg.FT3.number());
      draft.emit(Base.ADDI, seen.number(), seen.number(), 0);
      draft.giveBack(seen);
      repeats.clear();
    }
  }

  private static Map<Integer, Map<Integer, Integer>> byRegister(Map<Integer, Pattern> patterns) {
    Map<Integer, Map<Integer, Integer>> byRegister = new TreeMap<>();
    patterns.forEach(
        (stream, pattern) ->
            settings(pattern)
                .forEach(
                    (register, value) ->
                        byRegister
                            .computeIfAbsent(register, _ -> new LinkedHashMap<>())
                            .put(stream, value)));
    return byRegister;
  }

  private static Map<Integer, Integer> settings(Pattern pattern) {
    Map<Integer, Integer> settings = new LinkedHashMap<>();
    settings.put(REPEAT, pattern.repeat());
    for (int i = 0; i < pattern.dimensions(); i++) {
      settings.put(BOUND + i, pattern.steps().get(i).count() - 1);
      settings.put(STRIDE + i, pattern.steps().get(i).stride());
    }
    return settings;
  }

  private void write(
      int register, Map<Integer, Integer> values, @Nullable Map<Integer, Integer> coming) {
    Map<Integer, Integer> wanted = new LinkedHashMap<>(values);
    if (coming != null) {
      wanted.putAll(coming);
    }
    int shared = mostFrequent(wanted, values);
    List<Integer> alike =
        wanted.entrySet().stream()
            .filter(e -> e.getValue() == shared && !holds(e.getKey(), register, shared))
            .map(Map.Entry::getKey)
            .toList();
    boolean isFree = held.stream().noneMatch(h -> h.containsKey(register));
    if (alike.size() > 1 && isFree) {
      put(ALL, register, shared);
    }
    values.forEach(
        (stream, value) -> {
          if (!holds(stream, register, value)) {
            put(stream, register, value);
          }
        });
  }

  private static int mostFrequent(Map<Integer, Integer> wanted, Map<Integer, Integer> values) {
    int best = 0;
    long most = 0;
    for (int value : values.values()) {
      long count = wanted.values().stream().filter(v -> v == value).count();
      if (count > most) {
        most = count;
        best = value;
      }
    }
    return best;
  }

  private boolean holds(int stream, int register, int value) {
    Integer now = held.get(stream).get(register);
    return now != null && now == value;
  }

  private void put(int stream, int register, int value) {
    XReg from = draft.number(value);
    draft.append(Instruction.of(Streams.SCFGWI, from.number(), register << 5 | stream));
    for (int i = 0; i < held.size(); i++) {
      if (stream == ALL || stream == i) {
        held.get(i).put(register, value);
      }
    }
    draft.clock.configure(stream == ALL ? 0 : stream);
  }

  /// Starts a stream at the address in a register.
  void start(int stream, Pattern pattern, XReg address) {
    repeats.put(stream, pattern.repeat());
    int register = (stream == WRITTEN ? WRITE : READ) + pattern.dimensions() - 1;
    draft.append(Instruction.of(Streams.SCFGWI, address.number(), register << 5 | stream));
    draft.clock.start(stream);
  }
}

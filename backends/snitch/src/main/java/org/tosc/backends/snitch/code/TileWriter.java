package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.code.Stage.Slot;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Streams;

/// The instructions of a job: repetitions in each other, and the bodies of tiles.
final class TileWriter {
  /// How many instructions the FPU repeats at most (snitch.md section 1).
  static final int BUFFER = 32;

  private final Schedule schedule;
  private final Placing placing;

  /// Where a number is.
  @FunctionalInterface
  interface Placing {
    FReg register(Slot slot, int point);
  }

  TileWriter(Schedule schedule, Placing placing) {
    this.schedule = schedule;
    this.placing = placing;
  }

  /// How many rounds the middle steps have as a loop; 1 where they are written out.
  static long innerRounds(Tile tile, int width, long steps) {
    long middle = steps - 2;
    return middle > 1 && size(tile, width, steps, middle) > BUFFER / 2 ? middle : 1;
  }

  private static long size(Tile tile, int width, long steps, long copies) {
    return steps == 1
        ? Tile.size(tile.only(), width)
        : Tile.size(tile.first(), width)
            + copies * Tile.size(tile.middle(), width)
            + Tile.size(tile.last(), width);
  }

  private long rounds() {
    return innerRounds(schedule.tile(), schedule.width(), schedule.steps());
  }

  /// The numbers of repetitions, less one: what must be in registers.
  List<Integer> counts() {
    List<Integer> counts = new ArrayList<>();
    if (schedule.tiles() > 1 && !schedule.isLooped()) {
      counts.add(Math.toIntExact(schedule.tiles() - 1));
    }
    if (rounds() > 1) {
      counts.add(Math.toIntExact(rounds() - 1));
    }
    return counts;
  }

  boolean isRepeated() {
    return !counts().isEmpty();
  }

  List<Instruction> instructions(Draft draft) {
    List<Instruction> body = new ArrayList<>();
    int inner = 0;
    Tile tile = schedule.tile();
    long steps = schedule.steps();
    if (steps == 1) {
      add(body, tile.only());
    } else {
      add(body, tile.first());
      List<Instruction> middle = new ArrayList<>();
      add(middle, tile.middle());
      if (rounds() > 1) {
        body.add(frep(draft, rounds(), middle.size()));
        inner = 1;
      }
      for (long i = 0; i < (steps - 2) / rounds(); i++) {
        body.addAll(middle);
      }
      add(body, tile.last());
    }
    if (schedule.tiles() > 1 && !schedule.isLooped()) {
      body.addFirst(frep(draft, schedule.tiles(), body.size() - inner));
    }
    return body;
  }

  private static Instruction frep(Draft draft, long rounds, int length) {
    int count = draft.number(Math.toIntExact(rounds - 1)).number();
    return Instruction.of(Streams.FREP_O, count, length, 0, 0);
  }

  private void add(List<Instruction> body, List<Stage> stages) {
    for (Stage stage : stages) {
      for (int point = 0; point < schedule.width(); point++) {
        if (stage.op() == FloatOp.PACK) {
          int next = point + 1;
          body.add(instruction(stage, point, next));
          point = next;
        } else {
          body.add(instruction(stage, point, point));
        }
      }
    }
  }

  /// @param second the point whose number is the second half of a pair
  private Instruction instruction(Stage stage, int point, int second) {
    FReg target = placing.register(stage.target(), point);
    List<FReg> sources = new ArrayList<>();
    for (Slot source : stage.sources()) {
      sources.add(placing.register(source, point));
    }
    if (stage.op() == FloatOp.PACK) {
      sources.add(placing.register(stage.sources().getFirst(), second));
    }
    return Forms.of(
        schedule.computation().element(), stage.op(), target, sources.toArray(FReg[]::new));
  }
}

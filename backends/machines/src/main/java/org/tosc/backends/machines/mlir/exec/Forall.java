package org.tosc.backends.machines.mlir.exec;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Operation;

/// scf.forall: its bodies see the shared tensors as they were, and what they insert goes into new
/// ones.
final class Forall {
  private Forall() {}

  static Step compile(Site site) {
    int[] segments = site.segments(4);
    int at = 0;
    Slice[] bounds = new Slice[3];
    String[] keys = {"staticLowerBound", "staticUpperBound", "staticStep"};
    for (int i = 0; i < 3; i++) {
      bounds[i] = new Slice(site.integers(keys[i]), site.operands(at, segments[i]));
      at += segments[i];
    }
    int rank = bounds[0].known().length;
    int[] shared = site.operandsFrom(at);
    int[] targets = site.scope().fresh(shared.length);
    site.compiler().shared(site.op(), targets);
    RegionCode body = site.region(0);
    int[] inside = ScfSteps.rest(body.entry(), rank);
    return frame -> {
      long[] from = bounds[0].at(frame);
      long[] to = bounds[1].at(frame);
      long[] by = bounds[2].at(frame);
      long[] sizes = new long[rank];
      for (int i = 0; i < rank; i++) {
        sizes[i] = Math.max(0, Math.ceilDiv(to[i] - from[i], by[i]));
      }
      frame.copy(shared, inside);
      for (int i = 0; i < shared.length; i++) {
        frame.references[targets[i]] = Memory.copy(frame, site, frame.view(shared[i]));
      }
      Walk.over(
          sizes,
          index -> {
            for (int i = 0; i < rank; i++) {
              frame.cells[body.argument(i)] = from[i] + index[i] * by[i];
            }
            frame.machine.spend(1);
            body.run(frame);
          });
      frame.copy(targets, site.results());
    };
  }

  static Step inParallel(Site site) {
    RegionCode body = site.region(0);
    return body::run;
  }

  /// Its target is an argument of the loop around it: the new tensor stands for it.
  static Step insert(Site site) {
    int target = site.compiler().sharedTarget(site.op(), site.operand(1));
    Slice.Parts parts = Slice.Parts.of(site, 2);
    return frame -> {
      View part = parts.of(frame, frame.view(target));
      part.copyFrom(Slice.widened(frame.view(site.operand(0)), part.sizes()));
    };
  }

  /// Which arguments of loops stand for which new tensors, while a loop is compiled.
  static final class Targets {
    private final List<int[]> open = new ArrayList<>();

    void add(int argument, int target) {
      open.add(new int[] {argument, target});
    }

    int of(Operation op, int argument) {
      for (int i = open.size() - 1; i >= 0; i--) {
        if (open.get(i)[0] == argument) {
          return open.get(i)[1];
        }
      }
      throw new Unsupported(op, "its target is no shared tensor of the loop around it");
    }
  }
}

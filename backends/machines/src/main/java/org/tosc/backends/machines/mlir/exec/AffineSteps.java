package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.IntegerSet;
import org.tosc.backends.machines.mlir.ir.Type;

/// affine.
final class AffineSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("affine.apply", site -> bound(site, Extreme.ONLY)),
          Map.entry("affine.min", site -> bound(site, Extreme.LEAST)),
          Map.entry("affine.max", site -> bound(site, Extreme.MOST)),
          Map.entry("affine.for", AffineSteps::loop),
          Map.entry("affine.if", AffineSteps::branch),
          Map.entry("affine.parallel", AffineSteps::parallel),
          Map.entry("affine.load", AffineSteps::load),
          Map.entry("affine.store", AffineSteps::store),
          Map.entry("affine.vector_load", AffineSteps::vectorLoad),
          Map.entry("affine.vector_store", AffineSteps::vectorStore),
          Map.entry("affine.delinearize_index", AffineSteps::delinearize));

  private AffineSteps() {}

  /// Which result of a map counts.
  private enum Extreme {
    ONLY,
    LEAST,
    MOST;

    long of(long[] values) {
      return switch (this) {
        case ONLY -> values[0];
        case LEAST -> Arrays.stream(values).min().orElseThrow();
        case MOST -> Arrays.stream(values).max().orElseThrow();
      };
    }
  }

  private static AffineMap map(Site site, String key, int inputs) {
    AffineMap map = site.map(key);
    if (map.inputs() != inputs || map.results().isEmpty()) {
      throw site.unsupported("the map `" + map + "` does not take " + inputs + " operands");
    }
    return map;
  }

  private static long[] at(Frame frame, AffineMap map, int[] slots) {
    return map.at(MemrefSteps.index(frame, slots));
  }

  private static Step bound(Site site, Extreme extreme) {
    AffineMap map = map(site, "map", site.operands().length);
    return frame -> frame.cells[site.result()] = extreme.of(at(frame, map, site.operands()));
  }

  private static Step loop(Site site) {
    int[] segments = site.segments(3);
    AffineMap lower = map(site, "lowerBoundMap", segments[0]);
    AffineMap upper = map(site, "upperBoundMap", segments[1]);
    int[] below = site.operands(0, segments[0]);
    int[] above = site.operands(segments[0], segments[1]);
    int[] initial = site.operandsFrom(segments[0] + segments[1]);
    long step = site.integer("step", 1);
    RegionCode body = site.region(0);
    int variable = body.argument(0);
    int[] carried = ScfSteps.rest(body.entry(), 1);
    int[] exits = ScfSteps.exits(site, body, carried.length);
    if (step <= 0) {
      throw site.unsupported("the step of the loop is " + step + ", expected more than 0");
    }
    return frame -> {
      long to = Extreme.LEAST.of(at(frame, upper, above));
      long from = Extreme.MOST.of(at(frame, lower, below));
      frame.copy(initial, carried);
      for (long i = from; i < to; i += step) {
        frame.cells[variable] = i;
        frame.poison[variable] = false;
        frame.machine.spend(1);
        body.run(frame);
        frame.copy(exits, carried);
      }
      frame.copy(carried, site.results());
    };
  }

  private static Step branch(Site site) {
    if (!(site.attribute("condition") instanceof Attribute.AffineSet(IntegerSet set))) {
      throw site.unsupported("its `condition` is missing");
    }
    RegionCode whenTrue = site.region(0);
    boolean hasElse = site.op().regions().size() > 1 && !site.op().region(1).isEmpty();
    RegionCode whenFalse = hasElse ? site.region(1) : RegionCode.nothing();
    int count = site.results().length;
    int[] first = ScfSteps.exits(site, whenTrue, count);
    int[] second = ScfSteps.exits(site, whenFalse, count);
    return frame -> {
      boolean isTrue = set.contains(MemrefSteps.index(frame, site.operands()));
      (isTrue ? whenTrue : whenFalse).run(frame);
      frame.copy(isTrue ? first : second, site.results());
    };
  }

  /// For each loop the extreme of its group of results.
  private static long[] bounds(long[] values, long[] groups, Extreme extreme) {
    long[] bounds = new long[groups.length];
    int from = 0;
    for (int i = 0; i < bounds.length; i++) {
      int to = from + (int) groups[i];
      bounds[i] = extreme.of(Arrays.copyOfRange(values, from, to));
      from = to;
    }
    return bounds;
  }

  private static Step parallel(Site site) {
    AffineMap lower = site.map("lowerBoundsMap");
    AffineMap upper = site.map("upperBoundsMap");
    long[] below = site.integers("lowerBoundsGroups");
    long[] above = site.integers("upperBoundsGroups");
    long[] steps = site.integers("steps");
    long[] kinds = site.integers("reductions");
    int[] first = site.operands(0, lower.inputs());
    int[] second = site.operandsFrom(lower.inputs());
    RegionCode body = site.region(0);
    int[] results = site.results();
    return frame -> {
      long[] from = bounds(at(frame, lower, first), below, Extreme.MOST);
      long[] sizes = bounds(at(frame, upper, second), above, Extreme.LEAST);
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = Math.max(0, Math.ceilDiv(sizes[i] - from[i], steps[i]));
      }
      for (int i = 0; i < results.length; i++) {
        frame.cells[results[i]] = Combine.neutral(site, kinds[i], type(site, i));
      }
      Walk.over(
          sizes,
          index -> {
            for (int i = 0; i < index.length; i++) {
              frame.cells[body.argument(i)] = from[i] + index[i] * steps[i];
            }
            frame.machine.spend(1);
            body.run(frame);
            for (int i = 0; i < results.length; i++) {
              frame.cells[results[i]] =
                  Combine.atomic(
                      site,
                      kinds[i],
                      type(site, i),
                      frame.cells[results[i]],
                      frame.cells[body.exits()[i]]);
            }
          });
    };
  }

  private static Type type(Site site, int result) {
    return site.op().results().get(result).type();
  }

  private static Step load(Site site) {
    AffineMap map = map(site, "map", site.operands().length - 1, site.operandShape(0));
    int[] inputs = site.operandsFrom(1);
    return frame -> {
      View view = frame.view(site.operand(0));
      MemrefSteps.read(frame, view, view.at(at(frame, map, inputs)), site.result());
    };
  }

  /// A map for an access: memory without axes has one without results.
  private static AffineMap map(Site site, String key, int inputs, Type.Shaped type) {
    AffineMap map = site.map(key);
    if (map.inputs() != inputs || map.results().size() != type.rank()) {
      throw site.unsupported("the map `" + map + "` does not fit `" + type + "`");
    }
    return map;
  }

  private static Step store(Site site) {
    AffineMap map = map(site, "map", site.operands().length - 2, site.operandShape(1));
    int[] inputs = site.operandsFrom(2);
    return frame -> {
      View view = frame.view(site.operand(1));
      MemrefSteps.write(frame, view, view.at(at(frame, map, inputs)), site.operand(0));
    };
  }

  private static Step vectorLoad(Site site) {
    AffineMap map = map(site, "map", site.operands().length - 1, site.operandShape(0));
    int[] inputs = site.operandsFrom(1);
    long[] shape = Constants.sizes(site.resultShape());
    return frame -> {
      View view = frame.view(site.operand(0));
      frame.references[site.result()] =
          VectorMemorySteps.load(frame, view, at(frame, map, inputs), shape);
    };
  }

  private static Step vectorStore(Site site) {
    AffineMap map = map(site, "map", site.operands().length - 2, site.operandShape(1));
    int[] inputs = site.operandsFrom(2);
    long[] shape = Constants.sizes(site.operandShape(0));
    return frame -> {
      View view = frame.view(site.operand(1));
      VectorMemorySteps.store(
          frame, view, at(frame, map, inputs), shape, frame.vector(site.operand(0)));
    };
  }

  private static Step delinearize(Site site) {
    int[] basis = site.operandsFrom(1);
    return frame -> {
      long rest = frame.cells[site.operand(0)];
      for (int i = basis.length - 1; i > 0; i--) {
        long size = frame.cells[basis[i]];
        frame.cells[site.results()[i]] = Math.floorMod(rest, size);
        rest = Math.floorDiv(rest, size);
      }
      frame.cells[site.results()[0]] = rest;
    };
  }
}

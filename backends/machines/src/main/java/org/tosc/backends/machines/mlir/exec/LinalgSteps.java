package org.tosc.backends.machines.mlir.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.linalg.NamedOp;

/// linalg: loops over elements, with a body for each. Named operations have their maps from
/// [NamedOp]; their bodies stand in the text, or were written when it was read.
final class LinalgSteps {
  private LinalgSteps() {}

  static Step compile(Site site) {
    return switch (site.op().name()) {
      case "linalg.index" -> index(site);
      case "linalg.softmax" -> throw site.unsupported("its definition is in several loops");
      default -> structured(site);
    };
  }

  /// The coordinates of the loops around it are kept in slots of theirs.
  private static Step index(Site site) {
    int dim = Math.toIntExact(site.integer("dim", 0));
    int[] loops = site.compiler().loops();
    if (dim < 0 || dim >= loops.length) {
      throw site.unsupported("there is no loop " + dim + " around it");
    }
    return frame -> frame.cells[site.result()] = frame.cells[loops[dim]];
  }

  private static Step structured(Site site) {
    Operation op = site.op();
    int count = op.operands().size();
    List<AffineMap> maps = maps(site);
    if (maps.size() != count) {
      throw site.unsupported("it has " + count + " operands and " + maps.size() + " maps");
    }
    int inputs = inputs(site, count);
    int loops = maps.isEmpty() ? 0 : maps.getFirst().dims();
    int[] coordinates = site.scope().fresh(loops);
    RegionCode body = site.compiler().body(site, coordinates);
    boolean isMap = op.is("linalg.map");
    LinalgLoops run = new LinalgLoops(site, maps, inputs, coordinates, body, isMap);
    return run::run;
  }

  private static int inputs(Site site, int count) {
    boolean hasSegments = site.attribute("operandSegmentSizes") != null;
    if (hasSegments) {
      return site.segments(2)[0];
    }
    return switch (site.op().name()) {
      case "linalg.reduce" -> count / 2;
      default -> count - 1;
    };
  }

  static int rank(Type type) {
    return type instanceof Type.Shaped shaped ? shaped.rank() : 0;
  }

  private static List<AffineMap> maps(Site site) {
    List<Integer> ranks = site.op().operands().stream().map(u -> rank(u.type())).toList();
    Attribute given = site.attribute("indexing_maps");
    if (given instanceof Attribute.Array(List<Attribute> items) && !items.isEmpty()) {
      return items.stream().map(a -> map(site, a)).toList();
    }
    int out = ranks.getLast();
    return switch (site.op().name()) {
      case "linalg.map" -> ranks.stream().map(r -> AffineMap.identity(out)).toList();
      case "linalg.transpose" -> transposed(site, ranks.getFirst());
      case "linalg.broadcast" -> dropped(site, out, out, true);
      case "linalg.reduce" -> dropped(site, ranks.getFirst(), ranks.size(), false);
      default -> named(site, ranks);
    };
  }

  private static AffineMap map(Site site, Attribute attribute) {
    if (attribute instanceof Attribute.Affine(AffineMap map)) {
      return map;
    }
    throw site.unsupported("`" + attribute + "` is no affine map");
  }

  private static List<AffineMap> named(Site site, List<Integer> ranks) {
    @Nullable NamedOp named = NamedOp.of(site.op().name());
    if (named == null) {
      throw site.unsupported("the model has no definition of it");
    }
    return named.maps(site.op(), ranks);
  }

  /// The input's axis `permutation[i]` is the output's axis `i`, over which the loops go.
  private static List<AffineMap> transposed(Site site, int rank) {
    long[] permutation = site.integers("permutation");
    AffineExpr[] results = new AffineExpr[rank];
    for (int i = 0; i < rank; i++) {
      results[Math.toIntExact(permutation[i])] = new AffineExpr.Dim(i);
    }
    return List.of(new AffineMap(rank, 0, List.of(results)), AffineMap.identity(rank));
  }

  /// Maps without some axes: of the input of a broadcast, or of the outputs of a reduction.
  private static List<AffineMap> dropped(Site site, int rank, int operands, boolean isInput) {
    List<Long> without = Arrays.stream(site.integers("dimensions")).boxed().toList();
    List<AffineExpr> results = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!without.contains((long) i)) {
        results.add(new AffineExpr.Dim(i));
      }
    }
    AffineMap some = new AffineMap(rank, 0, results);
    if (isInput) {
      return List.of(some, AffineMap.identity(rank));
    }
    List<AffineMap> maps = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      maps.add(i < operands / 2 ? AffineMap.identity(rank) : some);
    }
    return maps;
  }
}

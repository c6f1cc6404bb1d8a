package org.tosc.backends.mlir.vector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirBlock;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirValue;

/// Gives whole numbers that only count and say places the type `index`, as people write them.
/// Lowered loops have one type of whole numbers, `i32`, and each access would cast.
///
/// ```mlir
/// %0 = arith.addi %i, %c16_i32 : i32                    %0 = arith.addi %i, %c16 : index
/// %1 = arith.index_cast %0 : i32 to index          ─►   %2 = vector.load %x[%0]
/// %2 = vector.load %x[%1]
/// ```
///
/// Numbers that are computed from each other change together, or not at all where one of them is
/// anything else: an element, or bits. Places of memory are below 2^31, so that no sum wraps.
final class Places {
  private static final String CAST = "arith.index_cast";
  private static final String LOOP = "scf.for";

  /// Operations that give the same for both types while nothing wraps.
  private static final Set<String> ARITHMETIC =
      Set.of(
          "arith.addi",
          "arith.subi",
          "arith.muli",
          "arith.divsi",
          "arith.remsi",
          "arith.minsi",
          "arith.maxsi");

  /// Numbers that are computed from each other lead to the same one.
  private final Map<MlirValue, MlirValue> leaders = new IdentityHashMap<>();

  /// Leaders of numbers that are something else.
  private final Set<MlirValue> others = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Map<MlirValue, MlirValue> changed = new IdentityHashMap<>();

  private Places() {}

  /// The same function with other types.
  static MlirOperation in(MlirOperation function) {
    Places places = new Places();
    function.regions().forEach(places::read);
    return function.withRegions(function.regions().stream().map(places::region).toList());
  }

  private static boolean isWhole(MlirValue value) {
    return value.type() == IntegerFormat.I32;
  }

  private void read(MlirRegion region) {
    for (MlirBlock block : region.blocks()) {
      block.operations().forEach(this::read);
    }
  }

  private void read(MlirOperation operation) {
    List<MlirValue> bound = new ArrayList<>();
    List<MlirValue> free = new ArrayList<>(operation.results());
    if (operation.name().equals(LOOP)) {
      List<MlirValue> arguments = operation.regions().getFirst().block().arguments();
      bound.addAll(operation.operands().subList(0, 3));
      bound.add(arguments.getFirst());
      free.addAll(operation.operands().subList(3, operation.operands().size()));
      free.addAll(arguments.subList(1, arguments.size()));
    } else if (ARITHMETIC.contains(operation.name())) {
      bound.addAll(operation.operands());
      bound.addAll(free);
      free.clear();
    } else if (operation.name().equals("arith.constant")) {
      free.clear();
    } else if (!operation.name().equals(CAST)) {
      free.addAll(operation.operands());
    }
    bound.stream().filter(Places::isWhole).forEach(v -> join(bound.getFirst(), v));
    free.stream().filter(Places::isWhole).forEach(v -> others.add(leader(v)));
    operation.regions().forEach(this::read);
  }

  private MlirValue leader(MlirValue value) {
    MlirValue at = value;
    for (MlirValue next = leaders.get(at); next != null; next = leaders.get(at)) {
      at = next;
    }
    return at;
  }

  private void join(MlirValue a, MlirValue b) {
    MlirValue first = leader(a);
    MlirValue second = leader(b);
    if (first != second) {
      leaders.put(second, first);
      if (others.contains(second)) {
        others.add(first);
      }
    }
  }

  private boolean isPlace(MlirValue value) {
    return isWhole(value) && !others.contains(leader(value));
  }

  private MlirValue now(MlirValue value) {
    return isPlace(value)
        ? changed.computeIfAbsent(value, v -> MlirValue.of(IndexType.INDEX, v.hint()))
        : changed.getOrDefault(value, value);
  }

  private List<MlirValue> now(List<MlirValue> values) {
    return values.stream().map(this::now).toList();
  }

  private MlirRegion region(MlirRegion region) {
    List<MlirBlock> blocks = new ArrayList<>();
    for (MlirBlock block : region.blocks()) {
      List<MlirOperation> kept = new ArrayList<>();
      for (MlirOperation operation : block.operations()) {
        if (operation.name().equals(CAST) && isPlace(operation.operand(0))) {
          changed.put(operation.result(), now(operation.operand(0)));
        } else {
          kept.add(operation(operation));
        }
      }
      blocks.add(new MlirBlock(now(block.arguments()), kept));
    }
    return new MlirRegion(blocks);
  }

  private MlirOperation operation(MlirOperation operation) {
    if (operation.attribute("value") instanceof MlirAttribute.Int(long value, _)
        && isPlace(operation.result())) {
      changed.put(operation.result(), Constants.place(value));
      return operation
          .with("value", MlirAttribute.index(value))
          .withValues(List.of(), now(operation.results()));
    }
    return operation
        .withValues(now(operation.operands()), now(operation.results()))
        .withRegions(operation.regions().stream().map(this::region).toList());
  }
}

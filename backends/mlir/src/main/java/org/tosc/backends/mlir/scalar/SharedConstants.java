package org.tosc.backends.mlir.scalar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirBlock;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// Each number once in a function: constants stand at its beginning, in the order in which they are
/// used, and those that nobody uses are gone. Who writes operations writes a constant wherever one
/// is needed.
///
/// ```mlir
/// %c0 = arith.constant 0 : index
/// %c0_0 = arith.constant 0 : index        // gone; who used it uses %c0
/// ```
public final class SharedConstants {
  private static final Set<String> FUNCTIONS = Set.of("func.func", "gpu.func");
  private static final String CONSTANT = "arith.constant";

  /// What makes a constant another one than the next.
  private record Key(MlirType type, MlirAttribute value) {}

  private final Map<Key, MlirOperation> first = new LinkedHashMap<>();

  /// What stands for results of operations that are gone.
  private final Map<MlirValue, MlirValue> same = new IdentityHashMap<>();

  private final Map<MlirValue, MlirAttribute> known = new IdentityHashMap<>();
  private final Set<MlirValue> used = Collections.newSetFromMap(new IdentityHashMap<>());

  private SharedConstants() {}

  /// The same operation, with functions in it that have each constant once.
  public static MlirOperation in(MlirOperation operation) {
    if (!FUNCTIONS.contains(operation.name())) {
      return operation.withRegions(
          operation.regions().stream().map(r -> each(r, SharedConstants::in)).toList());
    }
    return new SharedConstants().function(operation);
  }

  private static MlirRegion each(MlirRegion region, UnaryOperator<MlirOperation> change) {
    return new MlirRegion(
        region.blocks().stream()
            .map(b -> new MlirBlock(b.arguments(), b.operations().stream().map(change).toList()))
            .toList());
  }

  private MlirOperation function(MlirOperation function) {
    List<MlirRegion> regions = function.regions().stream().map(this::region).toList();
    if (regions.getFirst().blocks().isEmpty()) {
      return function;
    }
    List<MlirBlock> blocks = new ArrayList<>(regions.getFirst().blocks());
    List<MlirOperation> entry =
        new ArrayList<>(first.values().stream().filter(c -> used.contains(c.result())).toList());
    entry.addAll(blocks.getFirst().operations());
    blocks.set(0, new MlirBlock(blocks.getFirst().arguments(), entry));
    return function.withRegions(List.of(new MlirRegion(blocks)));
  }

  private MlirRegion region(MlirRegion region) {
    List<MlirBlock> blocks = new ArrayList<>();
    for (MlirBlock block : region.blocks()) {
      List<MlirOperation> kept = new ArrayList<>();
      for (MlirOperation operation : block.operations()) {
        if (!isGone(operation)) {
          kept.add(changed(operation));
        }
      }
      blocks.add(new MlirBlock(block.arguments(), kept));
    }
    return new MlirRegion(blocks);
  }

  private boolean isGone(MlirOperation operation) {
    MlirAttribute value = operation.attribute("value");
    if (operation.name().equals(CONSTANT) && value != null) {
      MlirOperation constant =
          first.computeIfAbsent(new Key(operation.result().type(), value), _ -> operation);
      same.put(operation.result(), constant.result());
      known.put(constant.result(), value);
      return true;
    }
    boolean isPlace =
        operation.name().equals("arith.index_cast")
            && operation.result().type() == IndexType.INDEX
            && known.get(now(operation.operand(0))) instanceof MlirAttribute.Int;
    if (isPlace) {
      MlirOperation place = place(operation);
      isGone(place);
      same.put(operation.result(), now(place.result()));
    }
    return isPlace;
  }

  /// A number of another type as a place.
  private MlirOperation place(MlirOperation cast) {
    long number =
        known.get(now(cast.operand(0))) instanceof MlirAttribute.Int(long value, _) ? value : 0;
    return MlirOperation.named(CONSTANT)
        .attribute("value", MlirAttribute.index(number))
        .result(Constants.place(number))
        .at(cast.location())
        .build();
  }

  private MlirValue now(MlirValue value) {
    return same.getOrDefault(value, value);
  }

  private MlirOperation changed(MlirOperation operation) {
    List<MlirValue> operands = operation.operands().stream().map(this::now).toList();
    used.addAll(operands);
    return operation
        .withValues(operands, operation.results())
        .withRegions(operation.regions().stream().map(this::region).toList());
  }
}

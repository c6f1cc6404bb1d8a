package org.tosc.backends.mlir.sequence;

import java.util.List;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;

/// What functions take and hand to each other. Results are memory everywhere.
public enum Boundary {
  /// Inputs are tensors.
  TENSORS(MlirType.Container.TENSOR, "memref.alloc", "memref.dealloc") {
    // Buffers that passes make are freed by passes, which must leave this one alone.
    @Override
    MlirOperation.Draft owned(MlirOperation.Draft draft) {
      return draft.attribute("bufferization.manual_deallocation", MlirAttribute.Unit.UNIT);
    }
  },
  /// Inputs are memory.
  MEMORY(MlirType.Container.MEMREF, "memref.alloc", "memref.dealloc"),
  /// Inputs are memory of the device.
  DEVICE(MlirType.Container.MEMREF, "gpu.alloc", "gpu.dealloc") {
    @Override
    MlirOperation.Draft allocation() {
      return MlirOperation.named("gpu.alloc").segments(List.of(List.of(), List.of(), List.of()));
    }
  };

  /// Bytes of a cache line: vectors that are loaded from there lie in one.
  private static final long ALIGNMENT = 64;

  private final MlirType.Container inputs;
  private final String allocation;
  private final String release;

  Boundary(MlirType.Container inputs, String allocation, String release) {
    this.inputs = inputs;
    this.allocation = allocation;
    this.release = release;
  }

  /// An input of a shape.
  MlirType.Shaped input(MlirType.Shaped memory) {
    return new MlirType.Shaped(inputs, memory.shape(), memory.element(), List.of());
  }

  /// Makes memory.
  MlirOperation.Draft allocation() {
    return owned(
        MlirOperation.named(allocation)
            .segments(List.of(List.of(), List.of()))
            .attribute("alignment", MlirAttribute.i64(ALIGNMENT)));
  }

  /// Frees memory; the operand is missing.
  MlirOperation.Draft release() {
    return owned(MlirOperation.named(release));
  }

  MlirOperation.Draft owned(MlirOperation.Draft draft) {
    return draft;
  }
}

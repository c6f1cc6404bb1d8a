package org.tosc.models.hostile;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Decides what a reader made of an input, and counts.
final class Judge {
  private static final int KEPT = 5;

  private final Subject subject;
  private final List<String> others = new ArrayList<>();
  private long accepted;
  private long rejected;
  private long other;
  private long slowest;
  private long mostAllocated;

  /// What breaks a condition on an accepted or rejected input.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  Judge(Subject subject) {
    this.subject = subject;
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new Broken(what);
    }
  }

  void test(Input input) {
    MemorySegment bytes = input.segment();
    long allocated = Allocation.ofThisThread();
    long start = System.nanoTime();
    TensorFileFault fault = null;
    Weights weights = null;
    try {
      weights = subject.read(bytes);
    } catch (TensorFileFault e) {
      fault = e;
    } catch (RuntimeException | Error e) {
      other(input, e);
    }
    slowest = Math.max(slowest, System.nanoTime() - start);
    mostAllocated = Math.max(mostAllocated, Allocation.ofThisThread() - allocated);
    check(input, bytes, weights, fault);
  }

  private void check(
      Input input,
      MemorySegment bytes,
      @Nullable Weights weights,
      @Nullable TensorFileFault fault) {
    try {
      if (weights != null) {
        accept(bytes, weights);
        accepted++;
      } else if (fault != null) {
        reject(bytes, fault);
        rejected++;
      }
    } catch (RuntimeException e) {
      other(input, e);
    }
  }

  private void other(Input input, Throwable e) {
    other++;
    if (others.size() < KEPT) {
      others.add(e + "\n  " + HexFormat.of().formatHex(input.copy()));
    }
  }

  private static void reject(MemorySegment bytes, TensorFileFault fault) {
    require(fault.file().equals(Subject.FILE), "the fault is of " + fault.file());
    require(
        fault.offset() >= 0 && fault.offset() <= bytes.byteSize(),
        "byte " + fault.offset() + " of " + bytes.byteSize() + ": " + fault.reason());
    require(!fault.reason().isEmpty(), "no reason");
    String reason = fault.reason();
    for (int i = 0; i < reason.length(); i++) {
      require(!Character.isISOControl(reason.charAt(i)), "a control character: " + reason);
    }
  }

  /// Every weight lies in the file, in no other one, and is as large as it says.
  private static void accept(MemorySegment bytes, Weights weights) {
    long start = bytes.address();
    for (Weight weight : weights.all()) {
      require(weights.find(weight.name()) == weight, "found by its name");
      long size = weight.bytes().byteSize();
      long elements = 1;
      for (long extent : weight.shape()) {
        require(extent >= 0, "an extent of " + extent);
        elements = Math.multiplyExact(elements, extent);
      }
      require(elements % weight.format().blockSize() == 0, "whole blocks");
      require(weight.rowLength() % weight.format().blockSize() == 0, "rows of whole blocks");
      require(
          Math.multiplyExact(elements / weight.format().blockSize(), weight.format().blockBytes())
              == size,
          "as many bytes as the shape takes");
      long at = weight.bytes().address() - start;
      require(at >= 0 && size <= bytes.byteSize() - at, "inside the file");
      for (Weight second : weights.all()) {
        if (second != weight) {
          requireApart(weight, second);
        }
      }
    }
  }

  private static void requireApart(Weight a, Weight b) {
    require(!a.name().equals(b.name()), "two names");
    long from = a.bytes().address();
    long to = from + a.bytes().byteSize();
    long otherFrom = b.bytes().address();
    long otherTo = otherFrom + b.bytes().byteSize();
    require(to <= otherFrom || otherTo <= from, "no overlap");
  }

  long inputs() {
    return accepted + rejected + other;
  }

  long accepted() {
    return accepted;
  }

  long rejected() {
    return rejected;
  }

  long other() {
    return other;
  }

  /// The first of the others, with their bytes.
  List<String> others() {
    return List.copyOf(others);
  }

  double slowestMillis() {
    return slowest / 1e6;
  }

  /// The most that one input made the reader allocate.
  long mostAllocated() {
    return mostAllocated;
  }
}

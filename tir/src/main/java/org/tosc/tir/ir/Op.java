package org.tosc.tir.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an operation is: one constant of one of the four families. Everything generic (builder,
/// verifier, reader, printer, reference page) works from [#row()]; everything specific is a switch
/// without `default` over one family, so that a new constant makes the build list what is left.
public sealed interface Op permits CoreOp, HostOp, TensorOp, FusedOp, KernelOp {
  OpRow row();

  /// `family.name`, as the text form writes it: `core.add`.
  default String mnemonic() {
    return row().family() + "." + row().name();
  }

  default boolean is(Trait trait) {
    return row().traits().contains(trait);
  }

  /// Every operation of every family, in the order of the reference page.
  static List<Op> all() {
    return Index.ALL;
  }

  static @Nullable Op parse(String mnemonic) {
    return Index.BY_MNEMONIC.get(mnemonic);
  }

  /// The index over all families, built once.
  final class Index {
    private static final List<Op> ALL =
        Stream.<Op[]>of(
                CoreOp.values(),
                HostOp.values(),
                TensorOp.values(),
                FusedOp.values(),
                KernelOp.values())
            .flatMap(Stream::of)
            .toList();
    private static final Map<String, Op> BY_MNEMONIC = new HashMap<>();

    static {
      for (Op op : ALL) {
        BY_MNEMONIC.put(op.mnemonic(), op);
      }
    }

    private Index() {}
  }
}

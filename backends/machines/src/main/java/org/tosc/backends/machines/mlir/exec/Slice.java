package org.tosc.backends.machines.mlir.exec;

import org.tosc.backends.machines.mlir.ir.Type;

/// Numbers of which the text knows some, and operands the others: `[1, %a, 3]`.
///
/// @param known the text's numbers, [Type#DYNAMIC] where an operand stands
/// @param slots of the operands, in order
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(long[] known, int[] slots) {
  long[] at(Frame frame) {
    long[] all = known.clone();
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == Type.DYNAMIC) {
        if (next >= slots.length) {
          throw new Stop("a number is left open, and there is no operand for it");
        }
        all[i] = frame.cells[slots[next++]];
      }
    }
    return all;
  }

  /// Offsets, sizes and strides.
  record Parts(Slice offsets, Slice sizes, Slice strides) {
    /// @param before how many operands stand before those of the slice
    static Parts of(Site site, int before) {
      int[] segments = site.segments(before + 3);
      int at = before;
      Slice[] all = new Slice[3];
      String[] keys = {"static_offsets", "static_sizes", "static_strides"};
      for (int i = 0; i < 3; i++) {
        all[i] = new Slice(site.integers(keys[i]), site.operands(at, segments[before + i]));
        at += segments[before + i];
      }
      return new Parts(all[0], all[1], all[2]);
    }

    View of(Frame frame, View source) {
      return source.part(offsets.at(frame), sizes.at(frame), strides.at(frame));
    }
  }

  /// A view without axes of one element, so that it has the rank of a type.
  static View reduced(View view, Type.Shaped type) {
    int rank = type.rank();
    if (view.rank() == rank) {
      return view;
    }
    long[] sizes = new long[rank];
    long[] strides = new long[rank];
    int next = 0;
    for (int i = 0; i < view.rank(); i++) {
      long wanted = next < rank ? type.shape().get(next) : 0;
      boolean fits =
          next < rank
              && (wanted == Type.DYNAMIC ? view.sizes()[i] != 1 : wanted == view.sizes()[i]);
      boolean isNeeded = view.rank() - i == rank - next;
      if (fits || isNeeded) {
        sizes[next] = view.sizes()[i];
        strides[next++] = view.strides()[i];
      }
    }
    if (next != rank) {
      throw new Stop("the part does not have the shape of `" + type + "`");
    }
    return view.as(sizes, strides);
  }

  /// A view with the rank of a part, of a source whose axes of one element are left out.
  static View widened(View view, long[] sizes) {
    if (view.rank() == sizes.length) {
      return view;
    }
    long[] strides = new long[sizes.length];
    int next = 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean fits = next < view.rank() && sizes[i] == view.sizes()[next];
      boolean isSpare = sizes.length - i > view.rank() - next;
      if (fits && !(isSpare && sizes[i] == 1)) {
        strides[i] = view.strides()[next++];
      }
    }
    return view.as(sizes.clone(), strides);
  }
}

package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The functions that a kernel is lowered to: the one that is called, its phases, and the parts
/// that they call. The buffers of the first one are the kernel's inputs and results, then whatever
/// scratch is asked for, in that order.
///
/// A kernel whose work is worth several threads consists of *phases*, functions `(part, buffers…)`
/// whose attribute `phase` says how many parts they have. The first function calls them one after
/// the other, part by part. Several threads may do so instead, each for another part, once all
/// parts of the phase before are done; the scratch in the attribute `own` is then another one for
/// each part, the same for all phases.
final class Parts {
  private final String symbol;
  private Span span;
  private final Writer main;
  private final int threads;
  private final Machine machine;
  private int sharing;
  private final Map<Value, Value> buffers = new HashMap<>();
  private final List<Value> all = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private final List<Long> own = new ArrayList<>();
  private final List<Phase> phases = new ArrayList<>();
  private final Map<String, org.tosc.tir.ir.Function> functions = new LinkedHashMap<>();
  private @Nullable Phase now;

  /// A phase while it is written.
  ///
  /// @param part the number of the part
  /// @param buffers its parameters by those of the main function
  /// @param parts how many there are
  /// @param pieces what all pieces in it touch; null where that is not known
  private record Phase(
      Writer w, Value part, Map<Value, Value> buffers, int parts, @Nullable Pieces pieces) {
    Share share() {
      return parts == 1 ? Share.all(w) : new Share(w, part, parts);
    }

    /// This one with a piece that has nothing to do with what is in it; null where it has, or may.
    @Nullable Phase goneOn(int parts, Pieces piece) {
      return pieces != null && parts == this.parts && pieces.areApart(piece)
          ? new Phase(w, part, buffers, parts, pieces.and(piece))
          : null;
    }
  }

  /// What pieces of a kernel touch, besides scratch that each part has for itself.
  record Pieces(Set<Value> reads, Set<Value> writes) {
    /// Whether a part may begin with others while another part is still at these.
    boolean areApart(Pieces others) {
      return Collections.disjoint(writes, others.reads)
          && Collections.disjoint(writes, others.writes)
          && Collections.disjoint(reads, others.writes);
    }

    Pieces and(Pieces others) {
      return new Pieces(union(reads, others.reads), union(writes, others.writes));
    }

    private static Set<Value> union(Set<Value> some, Set<Value> others) {
      Set<Value> all = new HashSet<>(some);
      all.addAll(others);
      return all;
    }
  }

  /// @param threads how many threads may work on the kernel
  Parts(String symbol, Span span, Machine machine, int threads) {
    this.symbol = symbol;
    this.span = span;
    this.main = new Writer(symbol, span, machine.lanes());
    this.threads = threads;
    this.machine = machine;
    this.sharing = threads;
  }

  /// What is written next takes one thread about so many nanoseconds.
  void work(double nanos) {
    sharing = nanos >= machine.forkedFrom() ? threads : 1;
  }

  /// What it is written for.
  Machine machine() {
    return machine;
  }

  /// What writes the function that is being written: the main one, or a phase.
  Writer writer() {
    return now == null ? main : now.w();
  }

  /// A piece of the kernel that threads share.
  void phase(Consumer<Share> body) {
    phase(sharing, body);
  }

  /// One that takes about so many nanoseconds.
  void phase(double nanos, Consumer<Share> body) {
    phase(nanos >= machine.forkedFrom() ? sharing : 1, body);
  }

  /// A piece that one thread does.
  void alone(Runnable body) {
    phase(1, share -> body.run());
  }

  /// A piece that threads share, of which it is known what it touches: threads need not wait for
  /// each other between pieces that have nothing to do with each other.
  void phase(Pieces piece, Consumer<Share> body) {
    phase(sharing, piece, body);
  }

  private void phase(int parts, Consumer<Share> body) {
    phase(parts, null, body);
  }

  private void phase(int parts, @Nullable Pieces piece, Consumer<Share> body) {
    if (threads == 1) {
      body.accept(Share.all(main));
      return;
    }
    Phase phase = phaseFor(parts, piece);
    all.stream().skip(phase.buffers.size()).forEach(b -> phase.buffers.put(b, phase.w.buffer(b)));
    phases.add(phase);
    now = phase;
    body.accept(phase.share());
    now = null;
  }

  private Phase phaseFor(int parts, @Nullable Pieces piece) {
    Phase last = piece == null || phases.isEmpty() ? null : phases.getLast().goneOn(parts, piece);
    if (last != null) {
      phases.removeLast();
      last.w.from(span);
      return last;
    }
    Writer w = new Writer(symbol + ".phase" + phases.size(), span, main.lanes());
    return new Phase(w, w.position(), new HashMap<>(), parts, piece);
  }

  /// How many threads may work on what is written.
  int threads() {
    return sharing;
  }

  Span span() {
    return span;
  }

  /// What is written next comes from there.
  void from(Span source) {
    span = source;
    main.from(source);
  }

  /// The parameter that stands for a buffer of the kernel in the function that is being written.
  Value buffer(Value kernels) {
    return here(buffers.computeIfAbsent(kernels, b -> scratch(size(b), Writer.element(b))));
  }

  /// An input or a result.
  void parameter(Value kernels) {
    buffers.put(kernels, further(main.buffer(kernels), size(kernels)));
  }

  /// Makes a local buffer of the kernel as small as each part needs it.
  void shrink(Value kernels, long size) {
    buffers.computeIfAbsent(kernels, b -> own(size, Writer.element(b)));
  }

  /// A further buffer. It holds zeros before the first call.
  Value scratch(long size) {
    return scratch(size, Scalar.F32);
  }

  /// The same of other elements than `f32`.
  Value scratch(long size, Scalar element) {
    return further(main.buffer(element), size);
  }

  private Value further(Value buffer, long size) {
    sizes.add(size);
    all.add(buffer);
    if (now != null) {
      now.buffers.put(buffer, now.w().buffer(buffer));
    }
    return buffer;
  }

  /// A further buffer that has a place among those of the kernel.
  Value local(long size) {
    Value buffer = scratch(size);
    buffers.put(buffer, buffer);
    return buffer;
  }

  /// A further buffer, another one for each part.
  Value own(long size) {
    return own(size, Scalar.F32);
  }

  /// The same of other elements than `f32`.
  Value own(long size, Scalar element) {
    own.add((long) sizes.size());
    return scratch(size, element);
  }

  /// What stands for a further buffer in the function that is being written.
  Value here(Value scratch) {
    return now == null ? scratch : Objects.requireNonNull(now.buffers.get(scratch));
  }

  /// The number of elements of a buffer.
  static long size(Value buffer) {
    return ((BufferType) buffer.type())
        .shape().stream().mapToLong(d -> ((Dim.Known) d).size()).reduce(1, Math::multiplyExact);
  }

  /// The symbol of a part, which is written unless it is there already.
  String part(String name, Function<Writer, org.tosc.tir.ir.Function> body) {
    String part = symbol + "." + name;
    if (!functions.containsKey(part)) {
      functions.put(part, body.apply(new Writer(part, span, main.lanes())));
    }
    return part;
  }

  /// The attribute that says how to call a part so that little of its code runs more than once, as
  /// is good for a JIT to learn of it: its positions, in order. Its buffers may be any, as large as
  /// the largest of the kernel.
  static Attributes sample(List<Long> positions) {
    return Attributes.of("sample", Attribute.ints(positions));
  }

  /// All functions; the last is the one that is called.
  List<org.tosc.tir.ir.Function> finish(Attributes attributes) {
    List<org.tosc.tir.ir.Function> made = new ArrayList<>(functions.values());
    for (Phase phase : phases) {
      // Parameters of all phases are the same: scratch of later ones, too.
      all.stream().skip(phase.buffers.size()).forEach(b -> phase.w().buffer(b));
      made.add(phase.w().finish(Attributes.of("phase", Attribute.of((long) phase.parts))));
      main.loop(
          phase.parts,
          part -> {
            List<Value> arguments = new ArrayList<>(List.of(part));
            arguments.addAll(all);
            main.call(phase.w().symbol(), arguments);
          });
    }
    Attributes known = attributes.with("sizes", Attribute.ints(sizes));
    made.add(main.finish(phases.isEmpty() ? known : known.with("own", Attribute.ints(own))));
    return made;
  }
}

package org.tosc.backends.x86;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.api.Platform;
import org.tosc.backends.x86.code.CallingConvention;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.code.NoCode;
import org.tosc.backends.x86.elf.Prototype;
import org.tosc.backends.x86.emit.Compiled;
import org.tosc.backends.x86.emit.KernelHeader;
import org.tosc.backends.x86.emit.LinkableObject;
import org.tosc.backends.x86.emit.Listing;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;

/// Kernels as x86-64 machine code, with AVX-512 or with AVX2, run on this CPU or on what does as
/// one.
///
/// On this CPU, short ones run as critical calls, also on Java arrays where they lie: what collects
/// garbage waits for them.
public final class X86Kernels implements KernelTarget {
  private final Processor processor;
  private @Nullable InstructionSet set;

  /// For this CPU: the best instruction set that it has.
  public X86Kernels() {
    this(new ThisCpu());
  }

  /// For this CPU, code in these instructions.
  public X86Kernels(InstructionSet set) {
    this(new ThisCpu());
    this.set = set;
  }

  /// For a processor: the best instruction set that it has. It is not asked before there is
  /// something to do.
  public X86Kernels(Processor processor) {
    this.processor = processor;
  }

  @Override
  public String name() {
    return "x86_64";
  }

  /// The instructions that code for its processor is in.
  public InstructionSet instructions() {
    InstructionSet known = set;
    if (known == null) {
      known = processor.best();
      set = known;
    }
    return known;
  }

  @Override
  public @Nullable String obstacle() {
    return processor.obstacle(instructions());
  }

  @Override
  public Outcome compile(Function nests, int threads) {
    List<Function> loops = instructions().lower(nests, threads);
    if (loops == null) {
      return new Outcome.Refused("a nest has several outs or bounds");
    }
    try {
      return new Outcome.Made(installed(KernelCode.of(loops, instructions()), loops));
    } catch (NoCode none) {
      return new Outcome.Refused(why(none));
    }
  }

  @Override
  public List<String> emitKinds() {
    return List.of("asm", "obj");
  }

  @Override
  public List<String> cpus() {
    return Stream.of(InstructionSet.AVX512, InstructionSet.AVX512_VNNI, InstructionSet.AVX2)
        .map(InstructionSet::level)
        .toList();
  }

  @Override
  public List<String> conventions() {
    return Stream.of(CallingConvention.values()).map(CallingConvention::text).toList();
  }

  @Override
  public Emission emit(KernelSequence function, String kind, Platform platform) {
    InstructionSet cpu = InstructionSet.ofLevel(platform.cpu());
    CallingConvention convention = CallingConvention.of(platform.convention());
    if (cpu == null || convention == null) {
      throw new IllegalArgumentException("no code is made for " + platform);
    }
    if (kind.equals("obj") && !Prototype.isName(function.name())) {
      return new Emission.Refused("`" + function.name() + "` is no name of a function of C");
    }
    try {
      Compiled compiled = Compiled.of(function, cpu, convention);
      return new Emission.Made(
          switch (kind) {
            case "asm" -> List.of(Artifact.of(function.name() + ".s", Listing.of(compiled)));
            case "obj" ->
                List.of(
                    Artifact.of(function.name() + ".o", LinkableObject.of(compiled)),
                    Artifact.of(function.name() + ".h", KernelHeader.of(compiled)));
            default -> throw new IllegalArgumentException("there is no artifact `" + kind + "`");
          });
    } catch (NoCode none) {
      return new Emission.Refused(why(none));
    }
  }

  private static String why(NoCode none) {
    return "there is no machine code for " + Objects.requireNonNull(none.getMessage());
  }

  private NativeKernel installed(KernelCode code, List<Function> loops) {
    Processor.Installed kernel = processor.install(code.code().bytes());
    Function entry = loops.getLast();
    Attributes attributes = entry.attributes();
    List<Integer> sizes = whole(attributes, "sizes");
    List<NativeKernel.Phase> phases = new ArrayList<>();
    for (Function f : loops) {
      if (f.attributes().has("phase")) {
        List<Word> words = new ArrayList<>(List.of(Word.LONG));
        words.addAll(Collections.nCopies(sizes.size(), Word.ADDRESS));
        int parts = Math.toIntExact(f.attributes().integer("phase"));
        phases.add(new NativeKernel.Phase(call(kernel, code, f, words), parts));
      }
    }
    List<Scalar> elements =
        entry.params().stream().map(b -> ((BufferType) b.type()).element()).toList();
    List<Word> addresses = Collections.nCopies(sizes.size(), Word.ADDRESS);
    return new NativeKernel(
        call(kernel, code, entry, addresses),
        phases,
        sizes,
        elements,
        attributes.has("own") ? whole(attributes, "own") : List.of());
  }

  private static NativeKernel.Code call(
      Processor.Installed kernel, KernelCode code, Function function, List<Word> parameters) {
    int at = Objects.requireNonNull(code.entries().get(function.symbol()));
    return kernel.function(at, Signature.ofVoid(parameters.toArray(Word[]::new)));
  }

  private static List<Integer> whole(Attributes attributes, String name) {
    return attributes.integers(name).stream().map(Math::toIntExact).toList();
  }
}

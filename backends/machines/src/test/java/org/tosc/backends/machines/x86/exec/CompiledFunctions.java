package org.tosc.backends.machines.x86.exec;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.program.Call;
import org.tosc.backends.machines.x86.program.Call.Argument;
import org.tosc.backends.machines.x86.program.Call.Argument.Word;
import org.tosc.backends.machines.x86.program.Image;

/// The functions of `functions.c`, compiled by gcc: called on the processor, and run on the model,
/// linked or as an object that the model's own [Image] places.
@SuppressWarnings("restricted") // the processor runs what gcc made
public final class CompiledFunctions {
  private static final long A = 0x2000_0000L;
  private static final long B = 0x2100_0000L;
  private static final int LONGS = 64;

  public final List<String> differences = new ArrayList<>();
  public int functions;
  int calls;
  long instructions;

  /// What runs on the model.
  private interface Program {
    Map<String, Long> symbols();

    /// Adds it to a memory, as it is before it runs.
    void map(Memory memory);
  }

  CompiledFunctions(Path folder, List<String> options, int rounds) throws Throwable {
    this(folder, options, List.of(), rounds);
  }

  /// Compiles and compares.
  ///
  /// @param placing options of the object alone; none for a linked program
  public CompiledFunctions(Path folder, List<String> options, List<String> placing, int rounds)
      throws Throwable {
    Files.writeString(folder.resolve("functions.c"), Tools.resource("functions.c"));
    List<String> common = new ArrayList<>(List.of("gcc", "-w", "-fno-math-errno"));
    common.addAll(options);
    gcc(folder, common, "-fPIC", "-shared", "-nostdlib", "-o", "functions.so", "functions.c");
    Program program = placing.isEmpty() ? linked(folder, common) : object(folder, common, placing);
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("functions.so"), arena);
      for (String name : new TreeSet<>(program.symbols().keySet())) {
        if (name.startsWith("f_")) {
          functions++;
          compare(program, library, name, rounds);
        }
      }
    }
  }

  private static Program object(Path folder, List<String> common, List<String> placing)
      throws IOException {
    List<String> command = new ArrayList<>(common);
    command.addAll(placing);
    gcc(folder, command, "-c", "-o", "functions.o", "functions.c");
    byte[] bytes = Files.readAllBytes(folder.resolve("functions.o"));
    return new Program() {
      @Override
      public Map<String, Long> symbols() {
        return image().functions().stream()
            .collect(Collectors.toMap(Image.Function::name, Image.Function::address, (a, _) -> a));
      }

      @Override
      public void map(Memory memory) {
        image().map(memory);
      }

      private Image image() {
        var read = assertInstanceOf(ObjectReader.Outcome.Read.class, ObjectReader.read(bytes));
        return assertInstanceOf(Image.Outcome.Placed.class, Image.of(read.object())).image();
      }
    };
  }

  private static Program linked(Path folder, List<String> common) throws IOException {
    gcc(
        folder,
        common,
        "-fno-pic",
        "-no-pie",
        "-static",
        "-nostdlib",
        "-Wl,-e,0",
        "-o",
        "functions.elf",
        "functions.c");
    var program = new LinkedProgram(folder.resolve("functions.elf"));
    return new Program() {
      @Override
      public Map<String, Long> symbols() {
        return program.symbols();
      }

      @Override
      public void map(Memory memory) {
        program.map(memory);
      }
    };
  }

  private static void gcc(Path folder, List<String> common, String... more) throws IOException {
    List<String> command = new ArrayList<>(common);
    command.addAll(Arrays.asList(more));
    Tools.run(folder, "", command);
  }

  private void compare(Program program, SymbolLookup library, String name, int rounds)
      throws Throwable {
    MethodHandle function =
        Linker.nativeLinker()
            .downcallHandle(
                library.find(name).orElseThrow(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG));
    var random = new Random(name.hashCode());
    for (int round = 0; round < rounds; round++) {
      long[] a = numbers(random);
      long[] b = numbers(random);
      long n = new Values(random).integer();
      calls++;
      String difference = compare(program, function, name, a, b, n);
      if (difference != null) {
        differences.add(name + " round " + round + ": " + difference);
        return;
      }
    }
  }

  private @Nullable String compare(
      Program program, MethodHandle function, String name, long[] a, long[] b, long n)
      throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate(LONGS * 8, 64);
      MemorySegment y = arena.allocate(LONGS * 8, 64);
      MemorySegment.copy(a, 0, x, ValueLayout.JAVA_LONG, 0, LONGS);
      MemorySegment.copy(b, 0, y, ValueLayout.JAVA_LONG, 0, LONGS);
      long theirs = (long) function.invokeExact(x, y, n);

      var memory = new Memory();
      program.map(memory);
      byte[] inA = bytes(a);
      byte[] inB = bytes(b);
      memory.map("a", A, inA, Access.READ_WRITE);
      memory.map("b", B, inB, Access.READ_WRITE);
      var cpu = new Cpu(memory);
      var arguments = List.<Argument>of(new Word(A), new Word(B), new Word(n));
      Call.prepare(cpu, memory, program.symbols().get(name), arguments);
      Outcome outcome = cpu.run(1_000_000);
      if (!(outcome instanceof Outcome.Returned(long executed))) {
        return outcome.toString();
      }
      instructions += executed;
      if (cpu.general(0) != theirs) {
        return "result: model %x, processor %x".formatted(cpu.general(0), theirs);
      }
      boolean same =
          Arrays.equals(inA, x.toArray(ValueLayout.JAVA_BYTE))
              && Arrays.equals(inB, y.toArray(ValueLayout.JAVA_BYTE));
      return same ? null : "memory differs";
    }
  }

  private static long[] numbers(Random random) {
    long[] to = new long[LONGS];
    var values = new Values(random);
    for (int k = 0; k < LONGS; k += 8) {
      values.vector(to, k);
    }
    return to;
  }

  private static byte[] bytes(long[] from) {
    byte[] to = new byte[from.length * 8];
    ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(from);
    return to;
  }
}

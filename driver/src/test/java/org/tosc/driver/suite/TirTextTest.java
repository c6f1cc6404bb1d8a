package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// TIR text and modules are each other's inverse: for every sample, every program of the older
/// dialects and every program of the language pages, the module that the text is read to equals the
/// one that was printed but for positions, is accepted by the verifier, and prints the same text.
final class TirTextTest {
  @Test
  void textOfEverySampleRoundTrips() throws IOException {
    int programs = 0;
    for (String folder : List.of("samples", "samples/older")) {
      Map<String, String> sources = sources(Pages.root().resolve(folder));
      for (String file : sources.keySet()) {
        Compiler.Compilation compiled =
            Trial.compile(file, sources.getOrDefault(file, ""), sources);
        assertTrue(compiled.module() != null, () -> file + ": " + compiled.diagnostics());
        programs += roundTrips(file, compiled) ? 1 : 0;
      }
    }
    assertTrue(programs >= 20, programs + " samples");
  }

  @Test
  void textOfEveryProgramOfTheLanguagePagesRoundTrips() {
    int programs = 0;
    for (DocProgram program : Pages.inFolder(Pages.root().resolve("docs/language"))) {
      Compiler.Compilation compiled = Trial.compile(Claim.MAIN, program.source(), program.files());
      programs += roundTrips(program.toString(), compiled) ? 1 : 0;
    }
    assertTrue(programs >= 300, programs + " programs");
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pseudo")).toList()) {
        sources.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return sources;
  }

  /// False where there is no module, because the program is wrong on purpose.
  private static boolean roundTrips(String name, Compiler.Compilation compiled) {
    Module module = compiled.module();
    if (module == null) {
      return false;
    }
    String text = Printer.print(module);
    Module read = read(name, text);
    assertEquals(text, Printer.print(read), name);
    assertEquals(bare(module), bare(read), name);
    assertEquals(List.of(), Verifier.verify(read), name);
    return true;
  }

  private static Module read(String name, String text) {
    Reader.Result result = Reader.read(new Source(name + ".tir", text));
    return assertInstanceOf(Reader.Result.Read.class, result, () -> name + ": " + result).module();
  }

  /// Everything of a module but positions, which the text leaves out.
  private static List<Object> bare(Module module) {
    List<Object> all = new ArrayList<>();
    for (Global global : module.globals()) {
      all.add(new Global(global.symbol(), global.type(), Span.NONE));
    }
    for (Function f : module.functions()) {
      all.add(new Function(f.symbol(), f.results(), bare(f.body()), f.attributes(), Span.NONE));
    }
    return all;
  }

  private static Region bare(Region region) {
    return new Region(region.params(), region.ops().stream().map(TirTextTest::bare).toList());
  }

  private static Operation bare(Operation op) {
    return new Operation(
        op.op(),
        op.operands(),
        op.attributes(),
        op.regions().stream().map(TirTextTest::bare).toList(),
        op.results(),
        Span.NONE);
  }
}

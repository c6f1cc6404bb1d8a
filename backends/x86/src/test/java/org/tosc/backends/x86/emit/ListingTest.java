package org.tosc.backends.x86.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.x86.code.CallingConvention;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.elf.Tools;
import org.tosc.passes.kernelize.Groups;
import org.tosc.tir.ir.Function;

/// A listing says what a disassembler finds in the bytes.
class ListingTest {
  private static final Pattern ROW = Pattern.compile(" *([0-9a-f]+)  ([0-9a-f]+) +(.*)");
  private static final Pattern DUMPED =
      Pattern.compile(" *([0-9a-f]+):\\s*((?:[0-9a-f]{2} )+)\\s*(.*)");

  @TempDir private Path folder;

  /// A line of a listing.
  private record Row(int offset, String bytes, String text) {}

  @ParameterizedTest
  @EnumSource
  void listingsSayWhatObjdumpSays(InstructionSet set) throws Exception {
    Tools.assume("objdump");
    int instructions = 0;
    for (Groups.Case group : Groups.ALL) {
      Compiled compiled = Compiled.of(Sequences.of(group.text()), set);
      List<String> ours = ours(Listing.of(compiled));
      List<String> theirs = theirs(compiled);
      for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
        assertEquals(theirs.get(i), ours.get(i), group.name());
      }
      assertEquals(theirs.size(), ours.size(), group.name());
      instructions += ours.size();
    }
    assertTrue(instructions > 10_000, instructions + " instructions");
  }

  /// Offset, bytes and instruction, padding between functions left out.
  private static List<String> ours(String listing) {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> labels = new HashMap<>();
    List<String> open = new ArrayList<>();
    boolean inCode = true;
    int code = 0;
    for (String line : listing.lines().toList()) {
      Matcher row = ROW.matcher(line);
      inCode &= !line.equals("literals:");
      if (row.matches()) {
        int offset = Integer.parseInt(row.group(1), 16);
        open.forEach(label -> labels.put(label, offset));
        open.clear();
        rows.add(new Row(offset, row.group(2), row.group(3)));
        code += inCode ? 1 : 0;
      } else if (line.endsWith(":") && !line.startsWith(" ")) {
        open.add(line.substring(0, line.length() - 1));
      }
    }
    return rows.subList(0, code).stream()
        .map(r -> r.offset() + " " + r.bytes() + " " + Spelling.ofListing(r.text(), labels))
        .toList();
  }

  private List<String> theirs(Compiled compiled) throws Exception {
    Files.write(folder.resolve("code.bin"), compiled.code().bytes());
    String dump =
        Tools.run(
            folder,
            "objdump",
            "-D",
            "-w",
            "-M",
            "intel",
            "-b",
            "binary",
            "-m",
            "i386:x86-64",
            "--stop-address=" + compiled.code().size(),
            "code.bin");
    List<String> all = new ArrayList<>();
    for (String line : dump.lines().toList()) {
      Matcher row = DUMPED.matcher(line);
      if (row.matches()) {
        int offset = Integer.parseInt(row.group(1), 16);
        if (compiled.routines().stream().anyMatch(r -> r.offset() <= offset && offset < r.end())) {
          String bytes = row.group(2).replace(" ", "");
          all.add(offset + " " + bytes + " " + Spelling.ofObjdump(row.group(3)));
        }
      }
    }
    return all;
  }

  @Test
  void linesOfTheSourceStandWhereTheyChange() {
    String listing =
        Listing.of(
            Compiled.of(
                Sequences.of(
                    """
                    func @f(%0: tensor<[16] x f32>) -> (tensor<[16] x f32>) {
                      %1 = tensor.exp(%0)
                      %2 = tensor.mul(%1, %0)
                      core.return(%2)
                    }
                    """),
                InstructionSet.AVX512));
    String first = listing.substring(0, listing.indexOf("\nf:\n"));
    List<String> sources = first.lines().filter(l -> l.startsWith("  ; ")).toList();
    assertTrue(sources.contains("  ; group.tir:2: %1 = tensor.exp(%0)"), listing);
    assertTrue(sources.contains("  ; group.tir:3: %2 = tensor.mul(%1, %0)"), listing);
    for (int i = 1; i < sources.size(); i++) {
      assertTrue(!sources.get(i).equals(sources.get(i - 1)), listing);
    }
  }

  /// What is compiled twice is made of other objects, so an order that hangs on their identity
  /// shows.
  @ParameterizedTest
  @EnumSource
  void theSameFunctionHasTheSameListing(InstructionSet set) {
    for (Groups.Case group : Groups.ALL) {
      assertEquals(
          Listing.of(Compiled.of(Sequences.of(group.text()), set)),
          Listing.of(Compiled.of(Sequences.of(group.text()), set)),
          group.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void notesChangeNoBytes(InstructionSet set) {
    for (Groups.Case group : Groups.ALL) {
      Function nests = Sequences.of(group.text()).steps().getFirst().nests();
      List<Function> loops = Objects.requireNonNull(set.lower(nests, 1));
      assertArrayEquals(
          KernelCode.of(loops, set).code().bytes(),
          KernelCode.noted(List.of(loops), set, CallingConvention.SYSTEM_V).code().bytes(),
          group.name());
    }
  }
}

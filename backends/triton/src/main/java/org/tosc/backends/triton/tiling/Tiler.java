package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Program;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;

/// Makes programs on blocks of a function over buffers.
///
/// ```java
/// Plan plan = Tiler.plan(step.nests(), "softmax", List.of("x", "out"));
/// ```
public final class Tiler {
  private Tiler() {}

  /// The programs of a kernel.
  ///
  /// @param name what programs are named after
  /// @param names of the first buffers
  /// @throws Unsupported where something in it has no program
  public static Plan plan(Function nests, String name, List<String> names) throws Unsupported {
    StageReader.Read read = StageReader.read(nests, names);
    List<Stage> stages = Inlining.of(read.stages());
    List<Group> groups = Grouping.of(stages);
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      String own = groups.size() == 1 ? name : name + "_p" + i;
      programs.add(program(groups.get(i), own, needed(read.buffers(), groups, i), sees(nests)));
    }
    Set<Integer> used = new HashSet<>();
    for (Program program : programs) {
      program.pointers().stream().map(Pointer::buffer).forEach(used::add);
    }
    return new Plan(read.buffers(), programs, used, zeroed(stages));
  }

  /// Of causal attention: query `i` sees keys up to `i + sees`.
  private static @Nullable Long sees(Function nests) {
    Attributes attributes = nests.attributes();
    return attributes.has("sees") ? attributes.integer("sees") : null;
  }

  private static Program program(
      Group group, String name, Set<Buffer> needed, @Nullable Long sees) {
    AttentionRoles roles = AttentionRoles.of(group);
    if (roles != null) {
      return AttentionForm.write(group, roles, name, needed, sees);
    }
    return ProductForm.fits(group)
        ? ProductForm.write(group, name, needed)
        : FlatForm.write(group, name, needed);
  }

  /// The buffers that somebody reads after a group.
  private static Set<Buffer> needed(List<Buffer> buffers, List<Group> groups, int at) {
    Set<Buffer> needed = new HashSet<>();
    for (Buffer buffer : buffers) {
      boolean isRead =
          groups.subList(at + 1, groups.size()).stream()
              .flatMap(g -> g.stages().stream())
              .anyMatch(s -> reads(s, buffer));
      if (isRead || buffer.role() == Buffer.Role.RESULT) {
        needed.add(buffer);
      }
    }
    return needed;
  }

  private static boolean reads(Stage stage, Buffer buffer) {
    return stage.used().stream().anyMatch(o -> stage.operands().get(o).buffer().equals(buffer));
  }

  /// What is read before it is written.
  private static Set<Integer> zeroed(List<Stage> stages) {
    Set<Integer> written = new HashSet<>();
    Set<Integer> zeroed = new HashSet<>();
    for (Stage stage : stages) {
      for (int operand : stage.used()) {
        Buffer buffer = stage.operands().get(operand).buffer();
        if (buffer.role() != Buffer.Role.INPUT && !written.contains(buffer.number())) {
          zeroed.add(buffer.number());
        }
      }
      stage.writes().forEach(w -> written.add(w.buffer().number()));
    }
    return zeroed;
  }
}

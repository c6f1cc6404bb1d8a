package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which stages one program does together: as many as fit, from the first on.
final class Grouping {
  /// Elements of a tile that a program may hold: more do not fit into registers.
  static final long MOST_ELEMENTS = 16384;

  /// Axes of tiles.
  private static final int MOST_AXES = 4;

  /// Fewer programs than that leave most of a large chip idle.
  private static final long FEW_PROGRAMS = 64;

  /// Scores, their largest, powers, sums, and two products with what they start from.
  private static final int FEWEST_OF_ATTENTION = 9;

  private Grouping() {}

  static List<Group> of(List<Stage> stages) {
    List<Group> groups = new ArrayList<>();
    int at = 0;
    while (at < stages.size()) {
      Group attention = attention(stages.subList(at, stages.size()));
      if (attention != null) {
        groups.add(attention);
        at += attention.stages().size();
        continue;
      }
      Group group = fitting(stages.subList(at, at + 1));
      if (group == null) {
        throw new IllegalStateException("a stage does not fit alone");
      }
      int taken = 1;
      for (int end = at + 2; end <= stages.size(); end++) {
        Group more = fitting(stages.subList(at, end));
        if (more == null || isWorse(more, group, stages.get(end - 1))) {
          break;
        }
        group = more;
        taken = end - at;
      }
      groups.add(group);
      at += taken;
    }
    return groups;
  }

  /// The most stages from the first on that are attention; null where none are.
  private static @Nullable Group attention(List<Stage> stages) {
    for (int end = stages.size(); end >= FEWEST_OF_ATTENTION; end--) {
      Classes classes = Classes.of(stages.subList(0, end));
      Group group = classes == null ? null : Group.of(stages.subList(0, end), classes);
      if (group != null && AttentionRoles.of(group) != null) {
        return group;
      }
    }
    return null;
  }

  /// Whether another stage takes too much of what could run at the same time.
  private static boolean isWorse(Group more, Group before, Stage last) {
    long alone = Contraction.points(last, last.parallel());
    long most = Math.max(before.points(), alone);
    return more.points() < most && more.points() < FEW_PROGRAMS && most > MOST_ELEMENTS;
  }

  /// Stages as a group; null where no program can do them alone.
  static @Nullable Group fitting(List<Stage> stages) {
    Classes classes = Classes.of(stages);
    if (classes == null) {
      return null;
    }
    Group group = Group.of(stages, classes);
    return stages.size() == 1 || fits(group) ? group : null;
  }

  private static boolean fits(Group group) {
    Set<Integer> axes = new HashSet<>();
    boolean hasProduct = group.stages().stream().anyMatch(stage -> Contraction.of(stage) != null);
    for (int s = 0; s < group.stages().size(); s++) {
      List<Integer> inner = group.inner(s);
      long size = 1;
      for (int clazz : inner) {
        boolean isLoop = group.isOwn(s, clazz) || group.streamed(s).contains(clazz);
        boolean isOrdered =
            group.reduced(s).contains(clazz) && Join.of(group.stages().get(s)) == null;
        if (isOrdered && readsTiles(group, s)) {
          return false;
        }
        if (!isLoop && !isOrdered) {
          size *= Long.highestOneBit(2 * group.extent(clazz) - 1);
          axes.add(clazz);
        }
      }
      boolean isRoomy = size <= MOST_ELEMENTS && (!hasProduct || size == 1);
      if (!isRoomy || !hasAll(group, s)) {
        return false;
      }
    }
    return axes.size() + 2 <= MOST_AXES && (!hasProduct || ProductForm.fits(group));
  }

  /// Whether programs share out all that a stage and others have in common.
  private static boolean hasAll(Group group, int stage) {
    List<Integer> own = new ArrayList<>();
    for (int dim : group.stages().get(stage).parallel()) {
      own.add(group.classes().get(stage)[dim]);
    }
    return own.containsAll(group.grid());
  }

  /// Whether a stage reads along what it reduces what was written before.
  private static boolean readsTiles(Group group, int stage) {
    Stage read = group.stages().get(stage);
    for (int operand : read.used()) {
      Access access = read.operands().get(operand);
      boolean isReduced = read.reductions().stream().anyMatch(d -> access.map().uses(d));
      if (isReduced && group.isHandedOn(stage, access.buffer())) {
        return true;
      }
    }
    return false;
  }
}

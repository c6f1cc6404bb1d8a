package org.tosc.backends.snitch.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// Windows against all points of a box, one after the other.
class FootprintTest {
  @Test
  void aWindowOfSums() {
    AffineMap map =
        AffineMap.of(4, AffineExpr.dim(4, 0).plus(2, 1), AffineExpr.dim(4, 1).plus(3, 1));
    Footprint print = Footprint.of(List.of(map), List.of(8L, 16L, 3L, 3L));
    assertEquals(new Footprint(List.of(0L, 0L), List.of(10L, 18L)), print);
  }

  @RepeatedTest(50)
  void windowsAreWhatPointsTouch(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int dims = random.nextInt(1, 4);
    List<Long> box = new ArrayList<>();
    for (int dim = 0; dim < dims; dim++) {
      box.add(random.nextLong(1, 6));
    }
    List<AffineExpr> results = new ArrayList<>();
    List<AffineExpr> others = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      AffineExpr result = AffineExpr.of(dims, random.nextLong(-3, 4));
      for (int dim = 0; dim < dims; dim++) {
        result = result.plus(dim, random.nextLong(-2, 3));
      }
      results.add(result);
      others.add(result.plus(random.nextLong(0, 3)));
    }
    List<AffineMap> maps = List.of(new AffineMap(dims, results), new AffineMap(dims, others));
    List<Long> lowest = new ArrayList<>();
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (long[] point : points(box)) {
        for (AffineMap map : maps) {
          least = Math.min(least, map.at(point)[axis]);
          most = Math.max(most, map.at(point)[axis]);
        }
      }
      lowest.add(least);
      extents.add(most - least + 1);
    }
    Footprint print = Footprint.of(maps, box);
    assertEquals(new Footprint(lowest, extents), print);
    for (long[] point : points(box)) {
      for (int axis = 0; axis < 2; axis++) {
        long inside = print.inside(maps.getFirst()).at(point)[axis];
        assertEquals(maps.getFirst().at(point)[axis] - lowest.get(axis), inside);
      }
    }
  }

  static List<long[]> points(List<Long> box) {
    List<long[]> points = new ArrayList<>();
    points.add(new long[box.size()]);
    for (int dim = 0; dim < box.size(); dim++) {
      List<long[]> more = new ArrayList<>();
      for (long[] point : points) {
        for (long at = 0; at < box.get(dim); at++) {
          long[] next = point.clone();
          next[dim] = at;
          more.add(next);
        }
      }
      points = more;
    }
    return points;
  }
}

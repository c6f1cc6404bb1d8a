package org.tosc.backends.snitch.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// All cuts that are found fit the memory, and their tiles and shares are the whole space.
class CutSearchTest {
  private static Value array(FunctionBuilder f, long rows, long columns) {
    return f.param(new BufferType(List.of(Dim.of(rows), Dim.of(columns)), Scalar.F64, "global"));
  }

  private static Function product(long m, long k, long n) {
    FunctionBuilder f = new FunctionBuilder("product");
    Value a = array(f, m, k);
    Value b = array(f, k, n);
    Value c = array(f, m, n);
    Attributes none = Attributes.of("value", Attribute.of(0.0));
    Value zero = f.opOf(CoreOp.CONST, List.of(Scalar.F64), none, Span.NONE, List.of()).result();
    new NestBuilder(f, Span.NONE, List.of(m, n))
        .out(c, AffineMap.identity(2))
        .body(_ -> List.of(zero))
        .finish();
    new NestBuilder(f, Span.NONE, List.of(m, n, k))
        .in(a, AffineMap.select(3, 0, 2))
        .in(b, AffineMap.select(3, 2, 1))
        .out(c, AffineMap.select(3, 0, 1))
        .reassociating()
        .body(p -> List.of(f.op(CoreOp.FMA, Span.NONE, p.get(0), p.get(1), p.get(2)).result()))
        .finish();
    f.op(CoreOp.RETURN, Span.NONE);
    return f.finish(List.of(), Attributes.NONE, Span.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512, 512, 126976",
    "50, 30, 13, 10000",
    "7, 1000, 3, 126976",
    "1, 1, 1, 1000",
    "61, 5, 67, 3000",
  })
  void cutsFitAndCover(long m, long k, long n, long memory) throws Unsupported {
    PhaseReader.Read read = PhaseReader.read(product(m, k, n));
    assertEquals(1, read.phases().size(), "the fill is part of the product");
    Phase phase = read.phases().getFirst();
    List<CutSearch.Candidate> found = CutSearch.search(phase, ClusterShape.DEFAULT, memory);
    assertFalse(found.isEmpty());
    long before = 0;
    for (CutSearch.Candidate candidate : found) {
      Cut cut = candidate.cut();
      Placement placement = Placement.of(candidate.windows(), cut.isDouble());
      assertTrue(placement.bytes() <= memory, cut::toString);
      assertTrue(cut.active() <= ClusterShape.DEFAULT.cores(), cut::toString);
      assertTrue(candidate.cycles() >= before, "the best is first");
      before = candidate.cycles();
      assertEquals(1, cut.parts().get(2), "a core has all terms of a tile");
      for (int dim = 0; dim < 3; dim++) {
        assertEquals(phase.extents().get(dim), covered(cut, dim), cut::toString);
      }
    }
  }

  /// How many points of a dimension the shares of all tiles have.
  private static long covered(Cut cut, int dim) {
    Set<Long> points = new HashSet<>();
    long extent = cut.extents().get(dim);
    long tile = cut.tile().get(dim);
    long count = cut.order().contains(dim) ? cut.count(dim) : 1;
    for (long i = 0; i < count; i++) {
      long start = Math.min(i * tile, extent - tile);
      for (long part = 0; part < cut.parts().get(dim); part++) {
        long begin = start + Math.min(part * cut.share(dim), tile - cut.share(dim));
        for (long at = begin; at < begin + cut.share(dim); at++) {
          assertTrue(at < extent, cut::toString);
          points.add(at);
        }
      }
    }
    return points.size();
  }

  /// A tile that is as large as the memory fills it with one place for what it reads seldom.
  @Test
  void whatChangesSeldomMayHaveOnePlace() throws Unsupported {
    Phase phase = PhaseReader.read(product(512, 512, 512)).phases().getFirst();
    Cut best = CutSearch.search(phase, ClusterShape.DEFAULT, 126976).getFirst().cut();
    assertTrue(best.isDouble().getLast(), best::toString);
    assertFalse(best.isDouble().getFirst(), best::toString);
    assertTrue(best.isExchanged(phase.operands(), 0), best::toString);
    assertFalse(best.isExchanged(phase.operands(), 1), best::toString);
  }
}

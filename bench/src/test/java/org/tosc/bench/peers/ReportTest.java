package org.tosc.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The table and the diagram of times that were made up, against figures computed by hand.
class ReportTest {
  private static final Problem PRODUCT = new Product(Product.Kind.GEMM, 100, 100, 100);
  private static final Roof ROOF =
      new Roof(
          1,
          100,
          Map.of(
              Roof.Level.L1,
              200.0,
              Roof.Level.L2,
              50.0,
              Roof.Level.L3,
              25.0,
              Roof.Level.DRAM,
              10.0));

  private static Timing timing(double micros) {
    return new Timing(micros, micros, 1, Double.NaN);
  }

  private static Measurements measurements() {
    Measurements made = new Measurements();
    made.add(PRODUCT, "tosc", Role.OURS, 0, timing(30));
    made.add(PRODUCT, "tosc", Role.OURS, 1, timing(25));
    made.add(PRODUCT, "tosc", Role.OURS, 2, timing(40));
    made.add(PRODUCT, "peer", Role.PEER, 0, timing(20));
    made.add(PRODUCT, "peer", Role.PEER, 1, timing(50));
    made.add(PRODUCT, "peer", Role.PEER, 2, timing(20));
    made.add(PRODUCT, "java", Role.ANCHOR, 1, timing(1000));
    made.missing("peer", "no rope");
    return made;
  }

  /// 2·10⁶ operations: 20 µs at 100 GFLOP/s. The ratios of the rounds are 1.5, 0.5 and 2.
  @Test
  void ratiosAreMediansOverRounds() {
    assertEquals(
        """
        | operation | shape | who | best µs | median µs | rate | of the limit | of the peak beside | to the best peer | to hand-written |
        |---|---|---|--:|--:|--:|--:|--:|--:|--:|
        | gemm | 100x100x100 | peer | 20.0 | 20.0 | 100 GFLOP/s | 100 % |  | 1.00 |  |
        | gemm | 100x100x100 | tosc | 25.0 | 30.0 | 80 GFLOP/s | 80 % |  | 1.50 |  |
        | gemm | 100x100x100 | java | 1000 | 1000 | 2 GFLOP/s | 2 % |  | 20.00 |  |

        peer: no rope\
        """,
        Table.of(measurements(), ROOF));
  }

  /// The best time, 25 µs, is of a round in which 90 GFLOP/s were possible between its samples.
  @Test
  void aShareIsOfThePeakBesideTheBestTime() {
    Measurements made = new Measurements();
    made.add(PRODUCT, "tosc", Role.OURS, 0, new Timing(30, 30, 1, 99));
    made.add(PRODUCT, "tosc", Role.OURS, 1, new Timing(25, 26, 1, 90));
    String row = Table.of(made, ROOF).lines().skip(2).findFirst().orElseThrow();
    assertEquals(
        "| gemm | 100x100x100 | tosc | 25.0 | 30.0 | 80 GFLOP/s | 80 % | 89 % of 90 GFLOP/s |  |  |",
        row);
  }

  /// 32 rows of 3072 are 786,432 bytes read and written: level 2, 15.7 µs at 50 GB/s.
  @Test
  void theLimitOfAProblemIsThatOfItsLevel() {
    assertEquals(
        15.72864, ROOF.micros(new RowOperation(RowOperation.Kind.SOFTMAX, 32, 3072)), 1e-9);
    assertEquals(Roof.Level.L1, Roof.Level.of(24_576));
    assertEquals(Roof.Level.L3, Roof.Level.of(12 << 20));
    assertEquals(Roof.Level.DRAM, Roof.Level.of(1e8));
  }

  @Test
  void theDiagramIsXmlWithADotForEachSeriesAndNoneAboveThePeak() throws Exception {
    String svg = Roofline.of(measurements(), ROOF, "a < b & c");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    var lines = document.getElementsByTagName("polyline");
    assertEquals(Roof.Level.values().length, lines.getLength());
    String[] points = ((Element) lines.item(0)).getAttribute("points").split("[ ,]", -1);
    double peak = Double.parseDouble(points[5]);
    int dots = 0;
    var circles = document.getElementsByTagName("circle");
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      if (circle.getElementsByTagName("title").getLength() == 1) {
        dots++;
        // The peer reaches the peak exactly; below it is a greater y.
        assertTrue(Double.parseDouble(circle.getAttribute("cy")) >= peak - 0.1, svg);
      }
    }
    assertEquals(3, dots);
  }

  @Test
  void linesOfOtherProgramsAreRead() {
    Timing timing = new Timing(12.5, 13.25, 7, Double.NaN);
    String line = ResultLines.line(PRODUCT, "hand-avx512", 1, timing);
    assertEquals("RESULT gemm 100x100x100 hand-avx512 1 12.5000 13.2500 7", line);
    assertEquals(
        List.of(new ResultLines("gemm", "100x100x100", "hand-avx512", 1, timing)),
        ResultLines.in(List.of("# noise", line, "RESULT gemm")));
  }
}

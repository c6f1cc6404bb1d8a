package org.tosc.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The tables, the chart and the lines for programs, of times that were made up.
class ReportTest {
  private static final Quantity OURS = new Quantity("gemm", "9x9x9", Quantity.OURS, 1);

  /// Two goals of one row, of which one is missed, and a gap.
  private static JudgedRow row() {
    Goal peer =
        Goal.of(
            "9³ to a | peer",
            OURS,
            new Comparison.TimesOf(OURS.by("peer")),
            Bounds.stretch(1.2, 1.1, 1.0));
    Goal share =
        Goal.of("9³ of the peak", OURS, new Comparison.ShareOf(OURS.by("peak")), Bounds.must(0.5))
            .judged("of \"this\" machine");
    Goal none = Goal.of("9³ in a second", OURS.on(2), new Comparison.Rate(), Bounds.good(1e6, 2e6));
    Times times = new Times();
    for (int round = 0; round < 3; round++) {
      times.add(OURS, round, 10.5);
      times.add(OURS.by("peer"), round, 10);
      times.add(OURS.by("peak"), round, 4.2);
    }
    times.absent(OURS.on(2), "one processor");
    Row row =
        new Row("nine", "9 & 9", List.of(peer, share, none), List.of(new Gap("10³", "too large")));
    return JudgedRow.of(row, times);
  }

  @Test
  void aLineForARow() {
    assertEquals(
        """
        | row | | reaches | measured | must | good | stretch | farthest from the next |
        |---|---|---|--:|--:|--:|--:|---|
        | nine | 9 & 9 | missed | 2 of 4 | 1 of 2 | 1 of 1 | 0 of 1 | 9³ of the peak: 40 %, must asks for 50 % |
        """,
        Report.summary(List.of(row())));
  }

  /// 1.7 times is 85 % of twice.
  @Test
  void twoThreadsOnOneProcessorAreDoubted() {
    assertEquals("", Report.doubt(100, 171));
    assertEquals(
        "two threads had 1.05 times the multiply-adds of one: their figures say little\n",
        Report.doubt(100, 105));
  }

  @Test
  void aLineForAGoal() {
    assertEquals(
        """
        | row | what | ours | peer or limit | value | must | good | stretch | reaches | judged by |
        |---|---|--:|--:|--:|--:|--:|--:|---|---|
        | nine | 9³ to a \\| peer | 10.5 µs | 10.0 µs | 1.05× | 1.20× | 1.10× | 1.00× | good |  |
        | nine | 9³ of the peak | 10.5 µs | 4.20 µs | 40 % | 50 % |  |  | missed | of "this" machine |
        | nine | 9³ in a second |  |  |  | 1.0 M/s | 2.0 M/s |  | not measured: one processor |  |
        | nine | 10³ |  |  |  |  |  |  | not measured: too large |  |
        """,
        Report.details(List.of(row())));
  }

  @Test
  void aLineOfJsonForAGoal() {
    assertEquals(
        List.of(
            "{\"row\": \"nine\", \"what\": \"9³ to a | peer\", \"op\": \"gemm\","
                + " \"shape\": \"9x9x9\", \"who\": \"tosc-x86_64\", \"threads\": 1,"
                + " \"micros\": 10.5000, \"other\": \"peer\", \"otherMicros\": 10,"
                + " \"comparison\": \"TimesOf\", \"value\": 1.05000, \"must\": 1.20000,"
                + " \"good\": 1.10000, \"stretch\": 1, \"reaches\": \"good\"}",
            "{\"row\": \"nine\", \"what\": \"9³ of the peak\", \"op\": \"gemm\","
                + " \"shape\": \"9x9x9\", \"who\": \"tosc-x86_64\", \"threads\": 1,"
                + " \"micros\": 10.5000, \"other\": \"peak\", \"otherMicros\": 4.20000,"
                + " \"comparison\": \"ShareOf\", \"value\": 0.400000, \"must\": 0.500000,"
                + " \"judgedBy\": \"of \\\"this\\\" machine\"}",
            "{\"row\": \"nine\", \"what\": \"9³ in a second\", \"op\": \"gemm\","
                + " \"shape\": \"9x9x9\", \"who\": \"tosc-x86_64\", \"threads\": 2,"
                + " \"comparison\": \"Rate\", \"must\": 1000000, \"good\": 2000000,"
                + " \"notMeasured\": \"one processor\"}",
            "{\"row\": \"nine\", \"what\": \"10³\", \"notMeasured\": \"too large\"}"),
        JsonLines.of(row()));
  }

  /// Right of the middle is what reaches its bound: 1.05 is, where 1.1 is good; 40 % of 50 is not.
  @Test
  void theChartIsXmlWithADotForEachGoalThatWasMeasured() throws Exception {
    String svg = Chart.of(List.of(row()), "a < b");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    double middle = 0;
    var lines = document.getElementsByTagName("line");
    for (int i = 0; i < lines.getLength(); i++) {
      Element line = (Element) lines.item(i);
      if (line.getAttribute("stroke").equals("#555")) {
        middle = Double.parseDouble(line.getAttribute("x1"));
      }
    }
    var titles = document.getElementsByTagName("title");
    assertEquals(2, titles.getLength());
    assertEquals("9³ to a | peer: 1.05×, good asks for 1.10×", titles.item(0).getTextContent());
    assertTrue(x(titles.item(0)) > middle);
    assertEquals("9³ of the peak: 40 %, must asks for 50 %", titles.item(1).getTextContent());
    assertTrue(x(titles.item(1)) < middle);
  }

  private static double x(org.w3c.dom.Node title) {
    return Double.parseDouble(((Element) title.getParentNode()).getAttribute("cx"));
  }

  /// After a round of 30 s two more take 60; what comes within 5 s of the last line is not told.
  @Test
  void progressSaysWhatIsMeasuredAndHowLongItTakes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong seconds = new AtomicLong(100);
    Progress progress =
        new Progress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            3,
            () -> seconds.get() * 1_000_000_000);
    progress.now("a");
    seconds.set(104);
    progress.now("b");
    seconds.set(106);
    progress.now("c");
    seconds.set(130);
    progress.done("load 1");
    assertEquals(
        """
            0 s, round 1 of 3: a
            6 s, round 1 of 3: c
           30 s, round 1 of 3 done, at most 60 s to go, load 1
        """,
        bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0022, 2.20 ns",
    "0.0455, 45.5 ns",
    "1, 1.00 µs",
    "99.96, 100.0 µs",
    "839, 839 µs",
    "17373, 17.4 ms",
    "2.5e6, 2.50 s"
  })
  void timesHaveThreeDigits(double micros, String text) {
    assertEquals(text, Units.time(micros));
  }
}

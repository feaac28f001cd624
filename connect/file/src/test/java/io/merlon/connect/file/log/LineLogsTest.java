package io.merlon.connect.file.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merlon.json.Json;
import io.merlon.model.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineLogsTest {
  private record Numbered(long number, ObjectValue event) {
    String text(String field) {
      return event.get(field).textOr("");
    }
  }

  private static List<Numbered> read(String... lines) {
    List<Numbered> events = new ArrayList<>();
    LineLog log = LineLogs.of(lines[0]).orElseThrow();
    LineLog.Sink sink = (number, event) -> events.add(new Numbered(number, event));
    for (int i = 0; i < lines.length; i++) {
      log.take(i + 1, lines[i], sink);
    }
    log.end(sink);
    return events;
  }

  private static String json(String... lines) {
    List<Numbered> events = read(lines);
    assertThat(events).hasSize(1);
    return Json.write(events.getFirst().event());
  }

  @Test
  void jsonAndProseAreOfNoSuchLog() {
    assertThat(LineLogs.of("{\"a\": 1}")).isEmpty();
    assertThat(LineLogs.of("Permission is hereby granted, free of charge")).isEmpty();
    assertThat(LineLogs.of("")).isEmpty();
  }

  @Test
  void anAuditRecordIsAnEventAndTheProgramsArgumentsKnowTheProcess() {
    List<Numbered> events =
        read(
            "type=SYSCALL msg=audit(1764000000.123:77): arch=c000003e syscall=59 success=yes a0=55AA "
                + "ppid=10 pid=11 auid=1000 uid=0 comm=\"ls\" exe=\"/usr/bin/ls\" key=\"exec\"",
            "type=EXECVE msg=audit(1764000000.123:77): argc=3 a0=\"ls\" a1=\"-l\" a2=2F746D702F612062",
            "type=CWD msg=audit(1764000000.123:77): cwd=\"/root\"",
            "type=PROCTITLE msg=audit(1764000000.123:77): proctitle=6C73002D6C",
            "type=USER_LOGIN msg=audit(1764000001.000:78): pid=12 uid=0 "
                + "msg='op=login acct=\"ann\" exe=\"/usr/sbin/sshd\" addr=10.0.0.4 res=success'");
    assertThat(events).extracting(Numbered::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(events.get(0).text("a0")).isEqualTo("55AA");
    Numbered execve = events.get(1);
    assertThat(execve.text("CommandLine")).isEqualTo("ls -l /tmp/a b");
    assertThat(execve.text("Image")).isEqualTo("/usr/bin/ls");
    assertThat(execve.text("ParentProcessId")).isEqualTo("10");
    assertThat(execve.text("CurrentDirectory")).isEqualTo("/root");
    assertThat(execve.text("timestamp")).isEqualTo("2025-11-24T16:00:00.123Z");
    assertThat(events.get(3).text("proctitle")).isEqualTo("ls -l");
    assertThat(events.get(4).text("acct")).isEqualTo("ann");
    assertThat(events.get(4).text("res")).isEqualTo("success");
  }

  @Test
  void fieldsOfAuditInWordsStandForTheNumbers() {
    Numbered event =
        read("type=SYSCALL msg=audit(1764000000.123:77): arch=c000003e syscall=99 uid=0"
                + "\u001dARCH=x86_64 SYSCALL=sysinfo UID=\"root\"")
            .getFirst();
    assertThat(event.text("SYSCALL")).isEqualTo("sysinfo");
    assertThat(event.text("uid")).isEqualTo("root");
  }

  @Test
  void aLongArgumentIsPutTogetherFromItsPieces() {
    Numbered event =
        read("type=EXECVE msg=audit(1.0:1): argc=2 a0=\"sh\" a1_len=4 a1[0]=\"ab\" a1[1]=\"cd\"")
            .getFirst();
    assertThat(event.text("CommandLine")).isEqualTo("sh abcd");
  }

  @Test
  void recordsOfOneOccurrenceAreHeldBackOnlyUpToABound() {
    String line = "type=PATH msg=audit(1.0:1): item=0 name=\"/x\"";
    List<Numbered> events = new ArrayList<>();
    AuditdLog log = new AuditdLog();
    for (int i = 0; i < 1000; i++) {
      log.take(i, line, (number, event) -> events.add(new Numbered(number, event)));
    }
    assertThat(events).hasSizeGreaterThan(900);
  }

  @Test
  void syslogIsReadInBothForms() {
    assertThat(json("Nov  4 10:15:30 web-01 sshd[812]: Accepted password for root from 10.0.0.4"))
        .isEqualTo(
            "{\"timestamp\":\"Nov  4 10:15:30\",\"host\":\"web-01\",\"program\":\"sshd\","
                + "\"pid\":\"812\",\"message\":\"Accepted password for root from 10.0.0.4\"}");
    assertThat(json("<86>1 2026-05-04T10:15:30.1Z web-01 sudo 99 ID47 - ann : not allowed"))
        .isEqualTo(
            "{\"timestamp\":\"2026-05-04T10:15:30.1Z\",\"host\":\"web-01\",\"program\":\"sudo\","
                + "\"pid\":\"99\",\"facility\":\"authpriv\",\"severity\":\"info\","
                + "\"message\":\"ann : not allowed\"}");
  }

  @Test
  void queriesOfNameServersHaveTheirFields() {
    for (String message :
        List.of(
            "named[1]: client @0x7f 10.0.0.4#5301 (a.example.org): query: a.example.org IN TXT +E (10.0.0.1)",
            "dnsmasq[1]: query[TXT] a.example.org from 10.0.0.4",
            "unbound[1]: info: 10.0.0.4 a.example.org. TXT IN")) {
      Numbered event = read("Nov  4 10:15:30 ns " + message).getFirst();
      assertThat(event.text("query")).as(message).isEqualTo("a.example.org");
      assertThat(event.text("record_type")).isEqualTo("TXT");
      assertThat(event.text("src_ip")).isEqualTo("10.0.0.4");
    }
  }

  @Test
  void auditRecordsInSyslogAreReadAsSuch() {
    Numbered event =
        read("Nov  4 10:15:30 web-01 audispd: node=web-01 type=ADD_USER msg=audit(1.5:9): acct=\"x\"")
            .getFirst();
    assertThat(event.text("type")).isEqualTo("ADD_USER");
    assertThat(event.text("node")).isEqualTo("web-01");
  }

  @Test
  void cefHasItsPartsAndItsExtensionWithLabels() {
    assertThat(
            json(
                "Nov  4 10:15:30 fw CEF:0|Acme|Wall \\| Co|1.0|100|worm stopped|10|"
                    + "src=10.0.0.1 msg=a b \\= c cs1=deny all cs1Label=Rule Name"))
        .isEqualTo(
            "{\"DeviceVendor\":\"Acme\",\"DeviceProduct\":\"Wall | Co\",\"DeviceVersion\":\"1.0\","
                + "\"DeviceEventClassID\":\"100\",\"Name\":\"worm stopped\",\"LogSeverity\":\"10\","
                + "\"src\":\"10.0.0.1\",\"msg\":\"a b = c\",\"cs1\":\"deny all\","
                + "\"cs1Label\":\"Rule Name\",\"Rule Name\":\"deny all\","
                + "\"timestamp\":\"Nov  4 10:15:30\",\"host\":\"fw\"}");
  }

  @Test
  void cefWithoutAllItsPartsIsRefused() {
    assertThatThrownBy(() -> read("CEF:0|Acme|Wall"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 parts");
  }

  @Test
  void anAccessLogHasTheNamesThatRulesUse() {
    assertThat(
            json(
                "10.0.0.4 - ann [04/May/2026:10:15:30 +0000] \"GET /a.php?cmd=id HTTP/1.1\" 200 12 "
                    + "\"-\" \"curl/8 \\\"x\\\"\""))
        .isEqualTo(
            "{\"timestamp\":\"04/May/2026:10:15:30 +0000\",\"c-ip\":\"10.0.0.4\","
                + "\"cs-username\":\"ann\",\"cs-method\":\"GET\",\"cs-uri\":\"/a.php?cmd=id\","
                + "\"cs-uri-stem\":\"/a.php\",\"cs-uri-query\":\"cmd=id\",\"cs-version\":\"HTTP/1.1\","
                + "\"sc-status\":200,\"sc-bytes\":\"12\",\"cs-user-agent\":\"curl/8 \\\\\\\"x\\\\\\\"\"}");
  }

  @Test
  void aRequestThatIsNoneIsKeptWhole() {
    Numbered event =
        read("10.0.0.4 - - [04/May/2026:10:15:30 +0000] \"\\x16\\x03\" 400 0").getFirst();
    assertThat(event.text("cs-uri")).isEqualTo("\\x16\\x03");
  }

  @Test
  void w3cFieldsAreNamedByTheHeaderWhichMayChange() {
    List<Numbered> events =
        read(
            "#Software: Microsoft Internet Information Services 10.0",
            "#Fields: date time cs-method cs(User-Agent) sc-status",
            "2026-05-04 10:15:30 GET Mozilla/5.0+(X11) 404",
            "#Fields: date time c-ip",
            "2026-05-04 10:15:31 10.0.0.4");
    assertThat(events).extracting(Numbered::number).containsExactly(3L, 5L);
    assertThat(events.getFirst().text("cs-user-agent")).isEqualTo("Mozilla/5.0 (X11)");
    assertThat(events.getLast().text("c-ip")).isEqualTo("10.0.0.4");
  }

  /** Lines of every form with characters changed: read or refused, nothing else. */
  @Test
  void damagedLinesAreReadOrRefused() {
    Random random = new Random(17);
    List<String> lines =
        List.of(
            "#separator \\x09",
            "type=EXECVE msg=audit(1764000000.123:77): argc=2 a0=\"ls\" a1=2F746D70 proctitle=6C73",
            "<86>1 2026-05-04T10:15:30.1Z web-01 sudo 99 ID47 - ann : not allowed",
            "Nov  4 10:15:30 fw CEF:0|Acme|Wall|1.0|100|stopped|10|src=10.0.0.1 cs1=x cs1Label=y",
            "10.0.0.4 - ann [04/May/2026:10:15:30 +0000] \"GET /a?b HTTP/1.1\" 200 12 \"-\" \"x\"",
            "#Fields: date time c-ip");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder(lines.get(round % lines.size()));
      for (int changes = random.nextInt(1, 8); changes > 0 && !line.isEmpty(); changes--) {
        line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(0, 256));
      }
      line.setLength(random.nextInt(line.length() + 1));
      String damaged = line.toString().strip();
      LineLogs.of(damaged).ifPresent(log -> readOrRefuse(log, damaged));
    }
  }

  private static void readOrRefuse(LineLog log, String line) {
    try {
      log.take(1, line, (number, event) -> assertThat(event.size()).isPositive());
      log.end((number, event) -> assertThat(event.size()).isPositive());
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}

/** The command line: every job works offline on files. */
@org.jspecify.annotations.NullMarked
module io.merlon.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires io.merlon.connect.file;
  requires io.merlon.connect.machine;
  requires io.merlon.connect.software;
  requires io.merlon.content;
  requires io.merlon.detection;
  requires io.merlon.estate;
  requires io.merlon.json;
  requires io.merlon.model;
  requires io.merlon.policy;
  requires io.merlon.posture;
  requires io.merlon.query;
  requires io.merlon.report;
  requires java.net.http;
  requires me.tongfei.progressbar;
  requires org.apache.commons.csv;

  opens io.merlon.cli to
      info.picocli;
  opens io.merlon.cli.assess to
      info.picocli;
  opens io.merlon.cli.estate to
      info.picocli;
  opens io.merlon.cli.machine to
      info.picocli;
  opens io.merlon.cli.definitions to
      info.picocli;
  opens io.merlon.cli.detect to
      info.picocli;
  opens io.merlon.cli.query to
      info.picocli;
  opens io.merlon.cli.rules to
      info.picocli;
  opens io.merlon.cli.advisories to
      info.picocli;
  opens io.merlon.cli.client to
      info.picocli;
  opens io.merlon.cli.scan to
      info.picocli;
}

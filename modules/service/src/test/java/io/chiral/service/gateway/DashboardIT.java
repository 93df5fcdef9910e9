package io.chiral.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chiral.messages.Codec;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.service.gateway.report.Documents;
import io.chiral.service.gateway.report.ReportFormat;
import io.chiral.service.gateway.view.StudyView.ReportText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in a real browser, against a gateway that is fed with a smoke study. */
@NullUnmarked
class DashboardIT {

  @TempDir Path directory;
  private TestGateway gateway;
  private ChromeDriver browser;

  @BeforeEach
  void open() throws Exception {
    Path driver = onPath("chromedriver");
    Path chromium = onPath("chromium");
    assumeTrue(
        driver != null && chromium != null,
        "skipped: the page is tested where chromium and chromedriver are on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,2600",
        "--user-data-dir=" + directory.resolve("profile"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
  }

  @AfterEach
  void close() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (gateway != null) {
      gateway.close();
    }
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private void until(String what, String script) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(20))
        .until(() -> Boolean.TRUE.equals(browser.executeScript("return " + script)));
  }

  private String text(String id) {
    return browser.findElement(By.id(id)).getText();
  }

  private List<String> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .filter(line -> !line.contains("WebSocket connection to"))
        .toList();
  }

  private void picture(String name) throws Exception {
    String folder = System.getProperty("screenshots");
    if (folder != null) {
      Files.write(Path.of(folder, name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
  }

  @Test
  void showsFiguresCurvesAndImagesOfALiveStudy() throws Exception {
    gateway = new TestGateway(directory.resolve("store"), List.of()).start();
    browser.get(gateway.url("/"));
    until("the empty page waits", "document.body.innerText.includes('waiting for a study')");
    picture("empty");

    SmokeStory story = new SmokeStory(new Codec());
    gateway
        .source
        .put(
            story
                .records(
                    Pictures.store(gateway.store, "lr", "bicubic", "hr"),
                    Pictures.store(gateway.store, "a", "b", "c", "d", "output").entrySet().stream()
                        .filter(view -> view.getKey().equals("output"))
                        .collect(
                            java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue)))
                .toArray())
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    until("the runs are listed", "document.querySelectorAll('#runs tbody tr').length === 12");
    gateway.source.put(new ReportText(SmokeStory.STUDY, SmokeStory.report()));
    until(
        "both settings are shown",
        "document.querySelectorAll('#asymmetry svg.slope').length === 2");
    until("the curves are drawn", "document.querySelector('#curves canvas') !== null");
    until(
        "tiles are loaded",
        "['over','under'].every(i => document.getElementById(i).naturalWidth === 64)");

    assertThat(text("notices"))
        .contains("checks the machinery, no finding")
        .contains("do not stop on this")
        .contains("Proxy");
    assertThat(text("asymmetry"))
        .contains("0.67 [0.00, 0.67], n = 3 metrics")
        .contains("patch-vgg16 (patch, vgg16)")
        .contains("vgg16-random-3 0.58")
        .contains("proxy");
    assertThat(browser.findElements(By.cssSelector("#why svg.curve"))).hasSize(3);
    assertThat(browser.findElements(By.cssSelector("#why .stages span"))).hasSize(3);
    assertThat(text("why")).contains("Share of DISTS’s gradient by term").contains("steps 15, 30");
    assertThat(text("gain")).contains("dB").contains("[0.10, 0.50], n = 6");
    assertThat(text("workers")).contains("w1").contains("w2");
    assertThat(text("progress")).contains("Time left");
    picture("live");

    gateway.source.put(SmokeStory.scalars("r-vgg16-random-3-patch-vgg16-1", 21, 30, 0.1));
    until("the page is live", "document.getElementById('connection').textContent.includes('live')");
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    until("dark paper", "getComputedStyle(document.body).backgroundColor === 'rgb(23, 24, 26)'");
    picture("dark");
    assertThat(errors()).isEmpty();
  }

  @Test
  void comparesTenPairsBlindlyAndShowsWhatPeopleSaid() throws Exception {
    BlindStory story = new BlindStory();
    gateway = new TestGateway(directory.resolve("store"), List.of()).start();
    TestGateway.await(gateway.source.put(story.records(gateway.store).toArray()));
    browser.get(gateway.url("/blind.html#" + SmokeStory.STUDY));
    browser.executeScript("document.getElementById('with-reference').click()");
    String ready = "document.getElementById('pair').getAttribute('aria-busy') === 'false'";
    until("the first pair is shown", ready);
    picture("blind");
    for (String metric : SmokeStory.METRICS) {
      assertThat(browser.findElement(By.tagName("main")).getText()).doesNotContain(metric);
    }
    Object offered =
        browser.executeAsyncScript(
            "const done = arguments[0]; fetch('/api/v1/studies/%s/pairs?rater=ann&limit=50')"
                    .formatted(SmokeStory.STUDY)
                + ".then((answer) => answer.text()).then(done)");
    assertThat(String.valueOf(offered))
        .contains("\"output\":")
        .doesNotContainPattern("\\br-\\d\\d\\b")
        .doesNotContain("run", "setting", "seed", "metric", "step");

    for (int i = 0; i < 10; i++) {
      until("pair %d is shown".formatted(i), ready);
      int answered = i + 1;
      if (i == 5) {
        String before = shown();
        browser.navigate().refresh();
        until("the pair is shown again", ready);
        assertThat(shown()).isEqualTo(before);
      }
      browser.findElement(By.tagName("body")).sendKeys(List.of("1", "2", "0").get(i % 3));
      Awaitility.await("answer is sent").until(() -> gateway.sent.size() == answered);
      store(gateway.sent.get(i));
    }
    List<RecordOpinion> opinions =
        gateway.sent.stream().map(sent -> (RecordOpinion) sent.command()).toList();
    assertThat(opinions).doesNotHaveDuplicates();
    assertThat(opinions).extracting(RecordOpinion::value).contains(0.0, 0.5, 1.0);
    assertThat(opinions).extracting(RecordOpinion::rater).containsOnly(opinions.get(0).rater());
    assertThat(gateway.sent).extracting(sent -> sent.envelope().id()).doesNotHaveDuplicates();
    until(
        "the page says so",
        "document.getElementById('told').textContent.includes('10 of your answers stored')");
    assertThat(text("error")).isEmpty();

    String report =
        new String(
            gateway.codec.write(story.report(opinions)), java.nio.charset.StandardCharsets.UTF_8);
    TestGateway.await(gateway.source.put(new ReportText(SmokeStory.STUDY, report)));
    browser.findElement(By.id("back")).click();
    until(
        "people's figures are shown",
        "document.getElementById('people')?.innerText.includes('10 comparisons')");
    assertThat(text("people")).contains("1 rater").contains("Exploratory").contains("logits");
    browser.executeScript("document.getElementById('t-people').scrollIntoView()");
    picture("people");
    assertThat(errors()).isEmpty();
  }

  private String shown() {
    return browser.findElement(By.id("left")).getAttribute("src")
        + browser.findElement(By.id("right")).getAttribute("src");
  }

  /** As the command role and the broker would. */
  private void store(TestGateway.Sent sent) throws Exception {
    RecordOpinion opinion = (RecordOpinion) sent.command();
    TestGateway.await(
        gateway.source.put(new OpinionRecorded(opinion.study(), sent.envelope().id(), opinion)));
  }

  @Test
  void showsWhatStrangersWroteAsTextAndReconnectsByItself() throws Exception {
    SmokeStory story = new SmokeStory(new Codec());
    gateway = new TestGateway(directory.resolve("store"), List.of()).start();
    int port = gateway.port();
    String hostile =
        SmokeStory.report().replace("checks the machinery", "<img src=x onerror=alert(1)>");
    gateway.source.put(
        story.study(io.chiral.messages.state.StudyState.StudyStatus.ACTIVE),
        new ReportText(SmokeStory.STUDY, hostile));
    browser.get(gateway.url("/"));
    until("the notice is text", "document.body.innerText.includes('<img src=x onerror')");
    assertThat(browser.findElements(By.cssSelector("#notices img"))).isEmpty();

    gateway.close();
    until("the loss is shown", "document.getElementById('connection').className.includes('lost')");
    gateway =
        new TestGateway(
                directory.resolve("store"),
                List.of(story.study(io.chiral.messages.state.StudyState.StudyStatus.PAUSED)),
                port)
            .start();
    until("the page is live again", "document.body.innerText.includes('paused')");
  }

  /** Chooses as a reader does. */
  private void choose(String panel, String name, String value) {
    browser.executeScript(
        "const s = document.querySelector(`#${arguments[0]} select[name='${arguments[1]}']`);"
            + "s.value = arguments[2]; s.dispatchEvent(new Event('change', { bubbles: true }));",
        panel,
        name,
        value);
  }

  @Test
  void aReportOpensFromAFileAndLoadsNothing() throws Exception {
    Path file = directory.resolve("report.html");
    Files.writeString(file, Documents.titled(Documents.HOSTILE).as(ReportFormat.HTML, new Codec()));
    browser.get(file.toUri().toString());
    until("all is drawn", "document.querySelectorAll('#weights svg.curve').length === 1");

    assertThat(browser.getTitle()).startsWith("</script><script>document.title='owned'");
    assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    assertThat(browser.findElements(By.cssSelector("a[href]"))).isEmpty();
    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(text("asymmetry")).contains("n = 4 metrics").contains("reversal certain");
    assertThat(text("artefacts")).contains("By checkerboard");
    assertThat(text("transfer"))
        .contains("Share of the published weights")
        .contains("Whose discriminators those assessors began with")
        .contains("dists-vgg16 proxy/kodak patch-vgg16 l1 400 1, 2")
        .contains("0.026 [0.006, 0.047], n = 720, proxy");
    assertThat(text("backbones"))
        .contains("patch-swin-t patch swin-t transformer 27,520,123 random nothing 0.05");
    assertThat(text("asymmetry")).contains("−1.00 [−1.00, −0.40], n = 4 proxy");
    assertThat(text("gain")).contains("0.60 [0.39, 0.80], n = 12").contains("above 0 on 11 of 12");
    browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertThat(text("protocol"))
        .contains("RMSE, 5 par.")
        .contains("0.523 [0.477, 0.577], n = 720 proxy")
        .contains("at factor");
    assertThat(text("patch")).contains("vgg16: patch-vgg16 − vanilla-vgg16");
    assertThat(text("backbones")).contains("Share of runs that failed");
    assertThat(text("weights")).contains("Harms from weight 0.1.");
    assertThat(text("basis")).contains("Runs and checkpoints").contains("sha256");
    choose("asymmetry", "family", "distortion");
    choose("asymmetry", "judge", "psnr-y");
    assertThat(text("asymmetry")).contains("What psnr-y says of each metric");
    choose("weights", "family", "distortion");
    assertThat(text("weights")).contains("None up to 0.1 harms with certainty.");
    picture("report");
    assertThat(errors()).isEmpty();
  }

  @Test
  void aPanelWithoutFiguresSaysWhyAndWhatAStudyMustVary() throws Exception {
    gateway = new TestGateway(directory.resolve("store"), List.of()).start();
    gateway.source.put(
        new SmokeStory(new Codec()).withoutPsnr(),
        new ReportText(
            SmokeStory.STUDY,
            SmokeStory.report()
                .replace("\"psnr-y\"", "\"psnr-rgb\"")
                .replace("amplification of vanilla", "patchGain: hear, hear")));
    browser.get(gateway.url("/"));
    until("the panels are there", "document.getElementById('patch')?.innerText.includes('hear')");
    assertThat(text("patch")).contains("a study must have two settings of one backbone");
    assertThat(text("weights")).contains("sweep the adversarial weight");
    assertThat(text("gain")).contains("not among this study’s judges (gmsd, niqe)");
    assertThat(errors()).isEmpty();
  }
}

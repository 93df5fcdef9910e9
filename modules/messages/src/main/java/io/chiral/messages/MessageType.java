package io.chiral.messages;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StoreNamed;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.Snapshot;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of message: its CloudEvents type, its record, its schema and its topic. A new message
 * is one line here, one record and one schema of the same name.
 */
public enum MessageType {
  START_STUDY(StartStudy.class, Role.COMMAND, Topics::commands),
  START_RUN(StartRun.class, Role.COMMAND, Topics::commands),
  EVALUATE(Evaluate.class, Role.COMMAND, Topics::commands),
  RECORD_OPINION(RecordOpinion.class, Role.COMMAND, Topics::commands),
  CANCEL(Cancel.class, Role.COMMAND, Topics::commands),
  PAUSE(Pause.class, Role.COMMAND, Topics::commands),
  RESUME(Resume.class, Role.COMMAND, Topics::commands),
  FORGET(Forget.class, Role.COMMAND, Topics::commands),
  PAUSE_ALL(PauseAll.class, Role.COMMAND, Topics::commands),
  RESUME_ALL(ResumeAll.class, Role.COMMAND, Topics::commands),
  REJECTION(Rejection.class, Role.EVENT, Topics::rejections),

  SLICE(Slice.class, Role.WORK, Topics::work),
  SLICE_ENDED(SliceEnded.class, Role.EVENT, Topics::outcomes),
  CHECKPOINT_PUBLISHED(CheckpointPublished.class, Role.EVENT, Topics::checkpoints),
  STORE_NAMED(StoreNamed.class, Role.EVENT, Topics::stores),

  STUDY_STATE(StudyState.class, Role.STATE, Topics::studies),
  RUN_STATE(RunState.class, Role.STATE, Topics::runs),
  INSTALLATION_STATE(InstallationState.class, Role.STATE, Topics::studies),

  STUDY_EXPANDED(StudyExpanded.class, Role.EVENT, Topics::metrics),
  TRAINING_SCALARS(TrainingScalars.class, Role.EVENT, Topics::metrics),
  TRAINING_DIAGNOSED(TrainingDiagnosed.class, Role.EVENT, Topics::metrics),
  FAIR_WEIGHT_MEASURED(FairWeightMeasured.class, Role.EVENT, Topics::metrics),
  IMAGES_SCORED(ImagesScored.class, Role.EVENT, Topics::metrics),
  ITEMS_SCORED(ItemsScored.class, Role.EVENT, Topics::metrics),
  TILES_STORED(TilesStored.class, Role.EVENT, Topics::metrics),
  RUN_ENDED(RunEnded.class, Role.EVENT, Topics::metrics),
  OPINION_RECORDED(OpinionRecorded.class, Role.EVENT, Topics::metrics),
  STUDY_FORGOTTEN(StudyForgotten.class, Role.EVENT, Topics::metrics),

  ASYMMETRY_REPORT(AsymmetryReport.class, Role.STATE, Topics::asymmetry),
  SNAPSHOT(Snapshot.class, Role.STATE, Topics::snapshots);

  /** What a message is to its reader. */
  public enum Role {
    /** Asks; anyone may send it. Strict: an unknown field is refused. */
    COMMAND,
    /** A slice to be computed; from the command role to the workers. */
    WORK,
    /** Says what happened. */
    EVENT,
    /** The newest value of a key. */
    STATE
  }

  private static final String PREFIX = "io.chiral.";
  private static final String VERSION = "v1";

  private final Class<? extends Record> recordClass;
  private final Role role;
  private final Function<Topics, String> topic;
  private final String kebab;

  MessageType(Class<? extends Record> recordClass, Role role, Function<Topics, String> topic) {
    this.recordClass = recordClass;
    this.role = role;
    this.topic = topic;
    this.kebab =
        recordClass.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** CloudEvents type, such as {@code io.chiral.start-study.v1}. */
  public String typeName() {
    return PREFIX + kebab + "." + VERSION;
  }

  /** The record that it is read into. */
  public Class<? extends Record> recordClass() {
    return recordClass;
  }

  /** File in {@code schemas/}, such as {@code start-study.schema.json}. */
  public String schemaFile() {
    return kebab + ".schema.json";
  }

  /** The schema's {@code $id}, such as {@code urn:chiral:start-study:v1}. */
  public String schemaId() {
    return "urn:chiral:" + kebab + ":" + VERSION;
  }

  public Role role() {
    return role;
  }

  /** Whether a message with an unknown field is refused; all others are read leniently. */
  public boolean strict() {
    return role == Role.COMMAND;
  }

  /** Full name of the topic that carries it. */
  public String topic(Topics topics) {
    return topic.apply(topics);
  }

  /** The type of that CloudEvents name, or null. */
  public static @Nullable MessageType named(String typeName) {
    return Arrays.stream(values())
        .filter(type -> type.typeName().equals(typeName))
        .findFirst()
        .orElse(null);
  }

  /**
   * The type of a message.
   *
   * @throws IllegalArgumentException if it is no message's record
   */
  public static MessageType of(Record message) {
    return Arrays.stream(values())
        .filter(type -> type.recordClass == message.getClass())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(message.getClass().getName() + " is no message"));
  }

  /** All types of a role, in order. */
  public static List<MessageType> ofRole(Role role) {
    return Arrays.stream(values()).filter(type -> type.role == role).toList();
  }
}

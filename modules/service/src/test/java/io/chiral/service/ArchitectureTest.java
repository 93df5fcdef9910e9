package io.chiral.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know what; the arrows point one way. */
@AnalyzeClasses(packages = "io.chiral", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "io.chiral.messages..",
    "io.chiral.asymmetry..",
    "io.chiral.imagery..",
    "io.chiral.networks..",
    "io.chiral.training..",
    "io.chiral.objectstore.."
  };

  @ArchTest
  static final ArchRule kafkaIsKnownToTransportBrokerAndTestkitOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.chiral.kafka..", "io.chiral.broker..", "io.chiral.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..", "io.vertx.kafka..");

  @ArchTest
  static final ArchRule scienceKnowsNoVertxAndNoTransport =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..", "com.hazelcast..", "io.chiral.kafka..", "io.chiral.service..");

  @ArchTest
  static final ArchRule djlIsKnownToNetworksAndTrainingOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.chiral.networks..", "io.chiral.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule objectStorageIsKnownToItsModuleOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.chiral.objectstore..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..");

  @ArchTest
  static final ArchRule messagesKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.chiral.messages..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.chiral.asymmetry..",
              "io.chiral.imagery..",
              "io.chiral.networks..",
              "io.chiral.training..",
              "io.chiral.broker..");

  @ArchTest
  static final ArchRule networksAndImageryDoNotKnowRuns =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.chiral.networks..", "io.chiral.imagery..", "io.chiral.asymmetry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.chiral.training..");

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching("io.chiral.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingStaticChanges =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.chiral..")
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule nothingIsInjected =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");
}

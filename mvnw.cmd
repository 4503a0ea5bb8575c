@echo off
rem Runs Maven (on JAVA_HOME, which must be 21 or newer) on this project: the mvn on PATH where there is one, else an Apache Maven kept below %USERPROFILE%\.m2\wrapper,
rem fetched there once from Apache's own archive and checked against the SHA-512 below. MVNW_REPOURL replaces its folder.
setlocal EnableExtensions DisableDelayedExpansion
set "VERSION=3.9.9"
set "SHA512=a555254d6b53d267965a3404ecb14e53c3827c09c3b94b5678835887ab404556bfaf78dcfe03ba76fa2508649dca8531c74bca4d5846513522404d48e8c4ac8b"
if not defined MVNW_REPOURL set "MVNW_REPOURL=https://archive.apache.org/dist/maven/maven-3/%VERSION%/binaries"
set "URL=%MVNW_REPOURL%/apache-maven-%VERSION%-bin.tar.gz"

where mvn.cmd >nul 2>nul
if not errorlevel 1 goto on_path

if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists"
set "MVN=%DISTS%\apache-maven-%VERSION%\bin\mvn.cmd"
if exist "%MVN%" goto run

if not exist "%DISTS%" mkdir "%DISTS%"
set "ARCHIVE=%DISTS%\apache-maven-%VERSION%-%RANDOM%.tar.gz"
echo mvnw: fetching Apache Maven %VERSION%... 1>&2
curl.exe -fsSL --connect-timeout 20 -o "%ARCHIVE%" "%URL%"
if errorlevel 1 (
  echo mvnw: Apache Maven could not be fetched from %URL%: check the connection, set MVNW_REPOURL, or install Maven 3.8 or newer. 1>&2
  del "%ARCHIVE%" 2>nul
  exit /b 1
)
certutil -hashfile "%ARCHIVE%" SHA512 | findstr /i /x "%SHA512%" >nul
if errorlevel 1 (
  echo mvnw: what came from %URL% is not Apache Maven %VERSION%: its SHA-512 differs, so it is not used. 1>&2
  del "%ARCHIVE%" 2>nul
  exit /b 1
)
tar.exe -xzf "%ARCHIVE%" -C "%DISTS%"
if errorlevel 1 (
  echo mvnw: the archive of Maven cannot be unpacked into %DISTS%. 1>&2
  exit /b 1
)
del "%ARCHIVE%" 2>nul

:run
call "%MVN%" %*
exit /b %ERRORLEVEL%

:on_path
call mvn.cmd %*
exit /b %ERRORLEVEL%

@echo off
rem Starts Reprise on Windows: finds a JDK, builds when there is something to build, starts, prints and opens the link.
rem The same as ./reprise, which is the reference; docs\decisions\001-start-and-aot.md says why it starts as it does.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
if "%~1"==":open" goto open_when_ready
if "%~1"==":train" goto train

set "PORT=%REPRISE_PORT%"
if not defined PORT set "PORT=7717"
set "DATA=%REPRISE_DATA%"
set "OPEN=%REPRISE_OPEN%"
set "DEMO=%REPRISE_DEMO%"
set "SETTINGS="
set "HOMES=0"
set "DATA_ASKED="
set "LINK_ONLY="
for /f "tokens=3 delims=<>" %%v in ('findstr /c:"<version>0" "%HERE%pom.xml"') do if not defined VERSION set "VERSION=%%v"

:options
if "%~1"=="" goto options_done
if /i "%~1"=="--help" goto help
if /i "%~1"=="--version" goto version
if /i "%~1"=="--no-open" set "OPEN=false" & shift & goto options
if /i "%~1"=="--link" set "LINK_ONLY=1" & shift & goto options
if /i "%~1"=="--demo" set "DEMO=true" & shift & goto options
if /i "%~1"=="--port" goto option_port
if /i "%~1"=="--data" goto option_data
if /i "%~1"=="--claude-home" goto option_home
if /i "%~1"=="--restore-from" goto option_restore
echo Reprise knows no option %~1. See reprise --help. 1>&2
exit /b 2
:option_port
set "NEXT=%~2"
if not defined NEXT goto no_value
if "%NEXT:~0,2%"=="--" goto no_value
set "PORT=%~2"
shift & shift
goto options
:option_data
set "NEXT=%~2"
if not defined NEXT goto no_value
if "%NEXT:~0,2%"=="--" goto no_value
set "DATA=%~f2"
set "DATA_ASKED=1"
shift & shift
goto options
:option_home
set "NEXT=%~2"
if not defined NEXT goto no_value
if "%NEXT:~0,2%"=="--" goto no_value
if not exist "%~f2\" (
  echo There is no directory %~2 to read the logs of Claude Code from. See reprise --help. 1>&2
  exit /b 2
)
set SETTINGS=%SETTINGS% "--reprise.intake.homes[%HOMES%]=%~f2"
set /a HOMES+=1 >nul
shift & shift
goto options
:option_restore
set "NEXT=%~2"
if not defined NEXT goto no_value
if "%NEXT:~0,2%"=="--" goto no_value
if not exist "%~f2\" (
  echo There is no directory %~2 to restore from. See reprise --help. 1>&2
  exit /b 2
)
set SETTINGS=%SETTINGS% "--reprise.restore-from=%~f2"
shift & shift
goto options
:no_link
echo No Reprise runs on %DATA%. Start it: reprise 1>&2
exit /b 1
:no_value
echo %~1 needs a value. See reprise --help. 1>&2
exit /b 2

:options_done
echo %PORT%| findstr /r /x "[0-9][0-9]*" >nul
if errorlevel 1 (
  echo The port must be a number from 0 to 65535, not "%PORT%". See reprise --help. 1>&2
  exit /b 2
)
if "%HOMES%"=="0" if defined REPRISE_CLAUDE_HOME call :homes_of_environment "%REPRISE_CLAUDE_HOME:;=" "%"
if /i not "%DEMO%"=="true" goto data
if defined DATA_ASKED (
  echo --demo uses a throw-away data directory, so it cannot be combined with --data. See reprise --help. 1>&2
  exit /b 2
)
set "DATA=%TEMP%\reprise-demo-%RANDOM%%RANDOM%"
set SETTINGS=%SETTINGS% --reprise.demo=true
:data
if not defined DATA set "DATA=%LOCALAPPDATA%\Reprise"
for %%d in ("%DATA%") do set "DATA=%%~fd"

rem An instance that runs on this data directory is opened; its port taken by something else is said.
powershell -NoProfile -Command "$f=Join-Path $env:DATA 'running.json'; if(Test-Path -LiteralPath $f){$r=Get-Content -LiteralPath $f -Raw|ConvertFrom-Json; try{$a=(Invoke-WebRequest -UseBasicParsing -TimeoutSec 5 ('http://127.0.0.1:'+$r.port+'/ping')).Content; if((Get-Process -Id $r.pid -ErrorAction SilentlyContinue) -and ($a -like 'reprise *')){exit 10}}catch{}}; if([int]$env:PORT -ne 0){$c=New-Object Net.Sockets.TcpClient; try{$c.Connect('127.0.0.1',[int]$env:PORT); exit 11}catch{}finally{$c.Close()}}; exit 0"
if "%ERRORLEVEL%"=="10" (
  if not defined LINK_ONLY echo Reprise already runs on this data directory:
  if defined LINK_ONLY set "OPEN=false"
  goto open_when_ready
)
if defined LINK_ONLY goto no_link
if "%ERRORLEVEL%"=="11" (
  echo Port %PORT% is taken by another program, or by a Reprise with another data directory: choose another with --port. 1>&2
  exit /b 1
)

call :find_jdk
if not defined JDK (
  echo Reprise needs a Java Development Kit ^(JDK^) of version 21 or newer, best 25: install one, for instance from https://adoptium.net, or point REPRISE_JAVA_HOME at yours. 1>&2
  exit /b 1
)

rem Stale: no build, or a source newer than the unpacked jar that Spring Boot leaves beside the real one.
set "TARGET=%HERE%target"
set "APP=%TARGET%\launch\app"
powershell -NoProfile -Command "$j=Join-Path $env:TARGET 'reprise.jar.original'; if(-not(Test-Path -LiteralPath $j)){exit 1}; $t=(Get-Item -LiteralPath $j).LastWriteTimeUtc; $b=Join-Path $env:TARGET 'launch\built'; if((Test-Path -LiteralPath $b) -and (Get-Item -LiteralPath $b).LastWriteTimeUtc -gt $t){$t=(Get-Item -LiteralPath $b).LastWriteTimeUtc}; $n=@((Join-Path $env:HERE 'pom.xml'),(Join-Path $env:HERE 'src\main'),(Join-Path $env:HERE 'frontend'))|Where-Object{Test-Path -LiteralPath $_}|ForEach-Object{Get-Item -LiteralPath $_; Get-ChildItem -LiteralPath $_ -Recurse}|Where-Object{$_.LastWriteTimeUtc -gt $t}|Select-Object -First 1; if($n){exit 1}; $a=Join-Path $env:APP 'reprise.jar'; if(-not(Test-Path -LiteralPath $a)){exit 2}; if((Get-Item -LiteralPath $j).LastWriteTimeUtc -gt (Get-Item -LiteralPath $env:APP).LastWriteTimeUtc){exit 2}; exit 0"
if "%ERRORLEVEL%"=="0" goto built
if "%ERRORLEVEL%"=="2" goto extract
echo Building Reprise... (the first time takes a few minutes)
set "JAVA_HOME=%JDK%"
if not exist "%TARGET%\launch" mkdir "%TARGET%\launch"
pushd "%HERE%"
type nul > "%TARGET%\launch\built.new"
call mvnw.cmd -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package
if errorlevel 1 (
  popd
  echo Reprise could not be built; the lines above say why. Nothing was started. 1>&2
  exit /b 1
)
popd
move /y "%TARGET%\launch\built.new" "%TARGET%\launch\built" >nul
:extract
rem The files of a running instance cannot be replaced on Windows: then the sentence below says to stop it.
if exist "%APP%" rmdir /s /q "%APP%"
if exist "%APP%" (
  echo Another Reprise runs from %APP%, so the new build cannot take its place: stop that one first. 1>&2
  exit /b 1
)
"%JDK%\bin\java.exe" -Djarmode=tools -jar "%TARGET%\reprise.jar" extract --destination "%APP%" >nul
if errorlevel 1 (
  echo The built jar could not be extracted to %APP%; the lines above say why. 1>&2
  exit /b 1
)

:built
set "AOT="
set "CACHE=%APP%\jdk-%JDK_VERSION%.aot"
if %JDK_VERSION% GEQ 25 if exist "%CACHE%" set AOT=-XX:AOTCache="%CACHE%" -Xlog:aot=off,cds=off,class+path=off
if %JDK_VERSION% GEQ 25 if not exist "%CACHE%" start "" /b /low "%ComSpec%" /d /c call "%~f0" :train
start "" /b "%ComSpec%" /d /c call "%~f0" :open
echo Reprise starts, Ctrl-C stops it. Its data: %DATA%
"%JDK%\bin\java.exe" "@%HERE%src\launch\jvm.args" %AOT% -jar "%APP%\reprise.jar" --server.port=%PORT% "--reprise.data=%DATA%" %SETTINGS%
set "STATUS=%ERRORLEVEL%"
if /i "%DEMO%"=="true" rmdir /s /q "%DATA%" 2>nul
if "%STATUS%"=="0" exit /b 0
if "%STATUS%"=="130" exit /b 0
echo Reprise ended by itself (status %STATUS%); the lines above and %DATA%\logs\reprise.log say why. 1>&2
exit /b 1

:open_when_ready
rem Waits for the application, prints its link, opens it unless REPRISE_OPEN or --no-open says no.
powershell -NoProfile -Command "$f=Join-Path $env:DATA 'running.json'; for($i=0;$i -lt 600;$i++){ if(Test-Path -LiteralPath $f){ try{ $r=Get-Content -LiteralPath $f -Raw|ConvertFrom-Json; $a=(Invoke-WebRequest -UseBasicParsing -TimeoutSec 5 ('http://127.0.0.1:'+$r.port+'/ping')).Content; if($a -like 'reprise *'){ $u='http://127.0.0.1:'+$r.port+'/'; $t=Join-Path $env:DATA 'token'; if(Test-Path -LiteralPath $t){$u=(Invoke-RestMethod -Method Post -TimeoutSec 5 -Uri ($u+'api/link') -Headers @{Authorization='Bearer '+(Get-Content -LiteralPath $t -Raw).Trim()}).url}; Write-Host ('  '+$u); if($env:OPEN -ne 'false'){Start-Process $u}; exit 0 } }catch{} }; Start-Sleep -Milliseconds 200 }"
exit /b 0

:train
rem A second, short-lived instance with throw-away directories makes the AOT cache for the next start.
"%SystemRoot%\System32\ping.exe" -n 16 127.0.0.1 >nul
set "FOLDER=%TEMP%\reprise-train-%RANDOM%%RANDOM%"
mkdir "%FOLDER%\home"
"%JDK%\bin\java.exe" "@%HERE%src\launch\jvm.args" "-XX:AOTCacheOutput=%CACHE%.new" -Dspring.context.exit=onRefresh -jar "%APP%\reprise.jar" --server.port=0 "--reprise.data=%FOLDER%\data" "--reprise.intake.homes[0]=%FOLDER%\home" >nul 2>nul
if exist "%CACHE%.new" move /y "%CACHE%.new" "%CACHE%" >nul
rmdir /s /q "%FOLDER%" 2>nul
exit /b 0

:homes_of_environment
if "%~1"=="" exit /b 0
set SETTINGS=%SETTINGS% "--reprise.intake.homes[%HOMES%]=%~f1"
set /a HOMES+=1 >nul
shift
goto homes_of_environment

:find_jdk
set "JDK="
set "JDK_VERSION=0"
if not defined REPRISE_JAVA_HOME goto find_others
call :consider "%REPRISE_JAVA_HOME%"
exit /b 0
:find_others
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /f "delims=" %%j in ('where java.exe 2^>nul') do call :consider "%%~dpj.."
for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  for /d %%d in ("%%~r\*") do call :consider "%%~d"
)
exit /b 0

rem Takes the JDK at %1 when it is at least 21 and either the first, or 25 or newer where none so new was found yet.
:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "FOUND="
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "FOUND=%%~v"
if not defined FOUND exit /b 0
for /f "tokens=1 delims=.-+_" %%m in ("%FOUND%") do set "FOUND=%%m"
if %FOUND% LSS 21 exit /b 0
if %JDK_VERSION% GEQ 25 exit /b 0
if defined JDK if %FOUND% LSS 25 exit /b 0
set "JDK=%~f1"
set "JDK_VERSION=%FOUND%"
exit /b 0

:version
echo reprise %VERSION%
exit /b 0

:help
echo Reprise %VERSION%: find, keep and resume the coding sessions of this machine, in your browser.
echo.
echo   reprise [options]
echo.
echo   --port N           port on 127.0.0.1 (7717; 0: any free one)      REPRISE_PORT
echo   --data DIR         where Reprise keeps its vault and database     REPRISE_DATA
echo                      (%LOCALAPPDATA%\Reprise)
echo   --claude-home DIR  a directory of Claude Code, may be given more  REPRISE_CLAUDE_HOME (a;b)
echo                      than once (%%CLAUDE_CONFIG_DIR%% or .claude in your profile)
echo   --restore-from DIR fill a new data directory from a second copy of the vault, then start
echo   --no-open          only print the link, open no browser           REPRISE_OPEN=false
echo   --link             print a fresh link to the one that runs, and start nothing
echo   --demo             show sample sessions; keeps nothing            REPRISE_DEMO=true
echo   --help, --version
echo.
echo Needs a JDK of version 21 or newer (REPRISE_JAVA_HOME, JAVA_HOME, PATH, Program Files). The first start builds
echo Reprise. A second start opens the one that runs. Ctrl-C stops it. Tests: mvnw verify
exit /b 0
